import { css, type CSSResultGroup } from 'lit';

/**
 * The styles of each layout. In `scroll`, a marquee moves the items. In `row`, the reader scrolls the items. In `grid`,
 * the items are cells of a table. These styles are applied after `base`.
 */
export const layouts: CSSResultGroup = css`
  /* The picture has this size before it has loaded, and if it fails. */
  [part='icon'] {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    object-fit: contain;
  }
  /* A border image draws the separator, because a border is at the end of an item in both directions of writing. */
  .scroll li,
  .row li {
    border-inline-end: 1px solid;
    padding-inline-end: calc(var(--_gap) / 2 - 1px);
    border-image: linear-gradient(#0000 calc(50% - 0.5em), var(--_separator) 0 calc(50% + 0.5em), #0000 0) 0 1;
  }
  /* The publisher's slotted texts wrap where they would take too much from the prices. */
  :is(.scroll, .rotate, .row) slot[name] {
    display: flex;
    max-inline-size: calc(30cqi + 2.286em);
    overflow: clip visible;
  }
  :is(.scroll, .rotate, .row) ::slotted([slot]) {
    line-height: 1.2;
    white-space: normal;
    word-break: keep-all;
  }
  :is(.scroll, .rotate) .viewport {
    overflow: clip;
    contain: content;
    touch-action: pan-y pinch-zoom;
    user-select: none;
    -webkit-user-select: none;
  }
  /* The segments of a marquee are positioned absolutely, so they do not contribute to the height of the viewport.
     This empty line sets the height instead. */
  :is(.scroll, .rotate) .viewport::before {
    content: '\\200b';
    visibility: hidden;
  }
  /* A measured segment has a fixed size and strict containment, so that a new text causes layout only in its own
     segment. */
  :is(.marquee, .rotator) .segment {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    contain: content;
  }
  /* Firefox takes no empty box for a list. */
  :is(.marquee, .rotator) [role='list']:first-child {
    flex: 0 0 100%;
    align-self: stretch;
  }
  :is(.marquee, .rotator) .segment[style] {
    contain: strict;
  }
  /* Only in right-to-left writing, this padding makes the content box of the viewport narrower. The marquee observes the
     content box, and so notices a change of the direction. The padding moves nothing, because the segments are
     positioned in the padding box. */
  :is(.marquee, .rotator) .viewport {
    padding-inline-start: 1px;
    padding-left: 0;
  }
  /* In a long marquee, segments that will not be visible soon are parked far outside the viewport, because the browser
     does not paint them there. \`content-visibility\` is not used, because it removes elements from Chromium's
     accessibility tree. */
  .marquee .segment[data-parked] {
    inset-inline-start: 9999px;
  }
  /* Above the viewport, a parked segment makes no box scroll, not even in columns. */
  .rotator .segment[data-parked] {
    transform: translateY(-200%);
  }
  /* Firefox runs the animation of an element outside the viewport on the main thread. If the main thread is blocked
     when a segment should enter the viewport, a gap appears. Therefore, an invisible box extends each segment
     towards the viewport by up to \`--_reach\`, which the marquee sets. Firefox then runs the animation on the
     compositor. */
  @supports (-moz-appearance: none) {
    .marquee .segment[style] {
      contain: size layout style;
      transform: translate(0);
    }
    .marquee .segment[style]::before {
      content: '';
      position: absolute;
      inset-inline: calc(160px - var(--_reach, 0px) + 100%) -160px;
      block-size: 1px;
      pointer-events: none;
    }
  }
  /* An item is never wider than its page: the name is cut, and the numbers are whole. */
  .rotate[data-fit~='short-names'] .segment {
    inline-size: 100% !important;
  }
  .rotate[data-fit~='short-names'] :is(li, .quote) {
    flex: 0 1 auto;
    min-inline-size: 0;
  }
  .rotate[data-fit~='short-names'] [part='name'] {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  :is(.row, .grid) .segment {
    display: contents;
  }
  .row .viewport {
    overflow: auto hidden;
    scrollbar-width: none;
  }
  /* This is \`scrollbar-width: none\` before Chromium 121 and Safari 18.2. */
  .row .viewport::-webkit-scrollbar {
    display: none;
  }
  .grid {
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .grid .viewport,
  .grid [part='controls'] {
    order: 1;
    margin-inline-start: auto;
  }
  .grid .viewport {
    flex: 0 0 100%;
    margin-inline: 0;
  }
  .grid ul {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14em), 1fr));
    gap: 0 2.286em;
    align-items: stretch;
  }
  .grid li {
    align-items: start;
    padding: 0.5em 0;
    border-block-end: 1px solid var(--_separator);
  }
  /* Long names, numbers and notices wrap, because a cut number would be wrong, and what a text paints beyond its lines, such
     as marks on top of each other, is clipped. The focus ring is outside the clipped box. */
  .grid :is(.quote, .note) {
    min-inline-size: 0;
    overflow: clip;
    overflow-wrap: anywhere;
    white-space: normal;
  }
  .grid .quote {
    display: grid;
    flex: 1;
    grid: auto auto auto / minmax(0, 1fr) auto minmax(3.8em, auto);
    gap: 0.1em 0.5em;
    align-content: start;
  }
  /* The columns are counted from the end, because an icon has one of its own at the start. */
  .grid .has-icon {
    grid-template-columns: auto minmax(0, 1fr) auto minmax(3.8em, auto);
  }
  .grid [part='name'] {
    grid-column: -4 / -2;
  }
  /* A flash wider than the price would make the page wider. */
  .grid [part='price']::before {
    inset-inline: 0;
  }
  .grid [part='trend'] {
    grid-area: 2 / -4;
  }
  .grid .move:not([part]) {
    grid-column: -3;
  }
  .grid :is([part='price'], [part='percent']) {
    grid-column: -2;
  }
  .grid [part='badge'] {
    grid-column: 1 / -1;
    text-align: end;
  }
  .grid li:is(.note, .empty) {
    grid-column: 1 / -1;
    border: 0;
  }
  /* What is not shown leaves no hole, no gap and no line. */
  [data-reserve=''] {
    display: none;
  }
  .strip .empty,
  .empty .quote {
    gap: 0;
    min-block-size: 0;
    padding: 0;
    border: 0;
  }
`;
