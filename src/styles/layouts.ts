import { css, type CSSResultGroup } from 'lit';

/**
 * The styles of each layout. In `scroll`, a marquee moves the items. In `row`, the reader scrolls the items. In `grid`,
 * the items are cells of a table. These styles are applied after `base`.
 */
export const layouts: CSSResultGroup = css`
  .scroll li,
  .row li {
    background: linear-gradient(var(--_separator) 0 0) no-repeat right 50% / 1px 1em;
  }
  .scroll li:dir(rtl),
  .row li:dir(rtl) {
    background-position-x: left;
  }
  /* The publisher's slotted texts wrap on a narrow screen, so that more space remains for the prices. */
  :is(.scroll, .row) ::slotted([slot]) {
    max-inline-size: max(6.5em, 30%);
    line-height: 1.2;
    white-space: normal;
  }
  .scroll .viewport {
    overflow: clip;
    contain: content;
    touch-action: pan-y pinch-zoom;
    user-select: none;
    -webkit-user-select: none;
  }
  /* The segments of a marquee are positioned absolutely, so they do not contribute to the height of the viewport.
     This empty line sets the height instead. */
  .scroll .viewport::before {
    content: '\\200b';
  }
  /* A measured segment has a fixed size and strict containment, so that a new text causes layout only in its own
     segment. */
  .marquee .segment {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    contain: content;
  }
  .marquee .segment[style] {
    contain: strict;
  }
  /* In a long marquee, segments that will not be visible soon are parked far outside the viewport, because the browser
     does not paint them there. \`content-visibility\` is not used, because it removes elements from Chromium's
     accessibility tree. */
  .marquee .segment[data-parked] {
    inset-inline-start: 9999px;
  }
  /* Firefox runs the animation of an element outside the viewport on the main thread. If the main thread is blocked
     when a segment should enter the viewport, a gap appears. Therefore, an invisible box extends each segment
     towards the viewport by up to \`--_reach\`, which the marquee sets. Firefox then runs the animation on the
     compositor. */
  @supports (-moz-appearance: none) {
    .marquee .segment[style] {
      contain: size layout style;
    }
    .segment[style]::before {
      content: '';
      position: absolute;
      inset-inline: calc(160px - var(--_reach, 0px) + 100%) -160px;
      block-size: 1px;
      pointer-events: none;
    }
  }
  :is(.row, .grid) .segment {
    display: contents;
  }
  .row .viewport {
    overflow: auto hidden;
    scrollbar-width: none;
  }
  .grid {
    flex-wrap: wrap;
  }
  .grid .viewport,
  .grid [part='controls'] {
    order: 1;
    margin-inline-start: auto;
  }
  .grid .viewport {
    flex: 0 0 100%;
  }
  .grid ul {
    display: grid;
    flex: 1;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14em), 1fr));
    gap: 0 2rem;
    align-items: stretch;
  }
  .grid li {
    align-items: start;
    padding: 0.5em 0;
    border-block-end: 1px solid var(--_separator);
  }
  .grid .quote {
    display: grid;
    flex: 1;
    grid: 'name name price' auto 'trend move percent' auto 'badge badge badge' auto / 1fr auto minmax(3.8em, auto);
    gap: 0.1em 0.5em;
    align-content: start;
  }
  .grid [part='name'] {
    grid-area: name;
  }
  .grid [part='price'] {
    grid-area: price;
  }
  .grid [part='trend'] {
    grid-area: trend;
  }
  .grid .move {
    grid-area: move;
  }
  .grid [part='percent'] {
    grid-area: percent;
  }
  .grid [part='badge'] {
    grid-area: badge;
    text-align: end;
  }
  .grid .note {
    min-inline-size: 0;
    white-space: normal;
  }
  .grid [part='time'] {
    grid-column: 1 / -1;
    border: 0;
  }
`;
