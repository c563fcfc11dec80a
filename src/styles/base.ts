import { css, type CSSResultGroup } from 'lit';

// Public properties are read where they are used and never set on :host: there they would hide the page's own.
export const styles: CSSResultGroup = css`
  :host {
    display: block;
    flex: 1;
    min-inline-size: 0;
    min-block-size: var(--market-ticker-block-size, 2.75rem);
    font-size: 0.875rem;
  }
  :host([hidden]) {
    display: none;
  }
  .strip {
    --_muted: var(--market-ticker-muted-color, light-dark(#59616b, #a4adb8));
    --_separator: var(--market-ticker-separator-color, light-dark(#d9dde2, #363c44));
    --_red: light-dark(#c4162a, #ff8a8a);
    --_green: light-dark(#0b7a3e, #4cc38a);
    --_blue: light-dark(#0b57c2, #8ab8ff);
    --_up: var(--_green);
    --_down: var(--_red);
    min-block-size: inherit;
    background: var(--market-ticker-background, light-dark(#fff, #16191d));
    color: var(--market-ticker-color, light-dark(#16191d, #f1f3f5));
    font: var(--market-ticker-font, inherit);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .red-blue {
    --_up: var(--_red);
    --_down: var(--_blue);
  }
  .red-green {
    --_up: var(--_red);
    --_down: var(--_green);
  }
  .blue-orange {
    --_up: var(--_blue);
    --_down: light-dark(#a84b00, #ffa657);
  }
  .strip,
  .viewport,
  ul,
  .tile,
  li,
  .quote {
    display: flex;
    align-items: center;
    gap: 0.5em;
    margin: 0;
    padding: 0;
  }
  .viewport {
    flex: 1;
    align-self: stretch;
    min-inline-size: 0;
  }
  .viewport,
  ul,
  .tile {
    gap: 0;
  }
  ul,
  .tile,
  li {
    flex: none;
  }
  .quote {
    min-block-size: 24px;
    color: inherit;
    text-decoration: none;
  }
  .quote:any-link:hover [part='name'] {
    text-decoration: underline;
  }
  li {
    position: relative;
    padding-inline: calc(var(--market-ticker-gap, 2rem) / 2);
  }
  .scroll li,
  .row li {
    background: linear-gradient(var(--_separator) 0 0) no-repeat right 50% / 1px 1em;
  }
  .scroll li:dir(rtl),
  .row li:dir(rtl) {
    background-position-x: left;
  }
  [part='name'] {
    font-weight: 600;
  }
  .move {
    color: var(--market-ticker-flat-color, var(--_muted));
  }
  .up :is(.move, [part='trend']) {
    color: var(--market-ticker-up-color, var(--_up));
  }
  .down :is(.move, [part='trend']) {
    color: var(--market-ticker-down-color, var(--_down));
  }
  [part='trend'] {
    inline-size: 3.5em;
    block-size: 1.2em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.25;
    stroke-linejoin: round;
    color: var(--market-ticker-flat-color, var(--_muted));
  }
  [part='trend'] path {
    vector-effect: non-scaling-stroke;
  }
  .base {
    stroke: var(--_muted);
    stroke-width: 1;
    stroke-dasharray: 1 2;
  }
  [part='price'] {
    position: relative;
  }
  /* What flashes when it changes. */
  [part='price']::before {
    content: '';
    position: absolute;
    inset: -0.2em -0.3em;
    border-radius: 2px;
    background: currentColor;
    opacity: 0;
    pointer-events: none;
  }
  [part='arrow'] {
    font-size: 0.8em;
    /* The triangles come from another font, whose height must not lift the line. */
    line-height: 0;
  }
  /* The cell is as wide as the widest text it is likely to show, so that a tick moves nothing beside it. */
  /* Signs stay before their digits on a right-to-left page. */
  .number {
    direction: ltr;
    text-align: right;
  }
  .number::after {
    content: attr(data-reserve);
    display: block;
    block-size: 0;
    visibility: hidden;
  }
  .note {
    color: var(--_muted);
    font-size: 0.857em;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  /* Below its tile, where the viewport clips it anyway. */
  @media screen {
    .belt li {
      position: static;
    }
    .belt li .hidden {
      inset-block-start: 100%;
      clip-path: none;
    }
  }
  ::slotted([slot]) {
    margin-inline: 1rem;
  }
  /* On a phone they take two lines rather than the place of the numbers. */
  :is(.scroll, .row) ::slotted([slot]) {
    max-inline-size: max(6.5em, 30%);
    line-height: 1.2;
    white-space: normal;
  }
  [part='controls'] {
    display: flex;
    flex: none;
    margin-inline: 0.25rem;
  }
  button {
    display: grid;
    place-items: center;
    min-inline-size: 24px;
    min-block-size: 24px;
    padding: 0.5rem 0.25rem;
    border: 0;
    background: none;
    color: inherit;
    fill: currentColor;
  }
  button + button svg:dir(rtl) {
    transform: scaleX(-1);
  }
  :focus-visible {
    outline: 2px solid var(--market-ticker-focus-color, currentColor);
    outline-offset: -2px;
  }
  .quote:focus-visible {
    outline-offset: 2px;
    border-radius: 1px;
  }
  .scroll .viewport {
    overflow: clip;
    contain: content;
    touch-action: pan-y pinch-zoom;
    user-select: none;
    -webkit-user-select: none;
  }
  /* What moves has its measured size and no place of its own, so that a new text is laid out in its tile alone. A line keeps
     the height. */
  .scroll .viewport::before {
    content: '\\200b';
  }
  .belt .tile {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    contain: content;
  }
  .belt .tile[style] {
    contain: strict;
  }
  /* Of many, those that come much later are out of the way, where nothing is painted. Not by \`content-visibility\`, which
     takes them out of Chromium's accessibility tree. */
  .belt .tile[data-parked] {
    inset-inline-start: 9999px;
  }
  /* Firefox leaves what is out of sight to the main thread, and would have a hole where it comes in during a stall. So each
     tile reaches as far into sight as the belt allows. */
  @supports (-moz-appearance: none) {
    .belt .tile[style] {
      contain: size layout style;
    }
    .tile[style]::before {
      content: '';
      position: absolute;
      inset-inline: calc(160px - var(--_reach, 0px) + 100%) -160px;
      block-size: 1px;
      pointer-events: none;
    }
  }
  :is(.row, .grid) .tile {
    display: contents;
  }
  /* On a phone what is wrong with the data comes before the way to the next page. */
  @media (width < 30rem) {
    :is(.scroll, .row) [part='status'] {
      max-inline-size: 6.5em;
      line-height: 1.2;
      white-space: normal;
    }
    /* What is said while a page waits has no place of its own: none is to move when it is gone. */
    :is(.scroll, .row):not(.wrong) [part='status'] {
      font-size: 0;
    }
    .wrong:is(.scroll, .row):not(:focus-within) slot[name='end'] {
      display: none;
    }
  }
  @media (prefers-contrast: more) {
    .strip {
      --_muted: currentColor;
      --_separator: currentColor;
    }
  }
  /* The browser takes care of texts, but not of what is drawn. */
  @media (forced-colors: active) {
    .strip {
      --_muted: CanvasText;
      --_separator: CanvasText;
    }
    :is(.scroll, .row) li {
      border-inline-end: 1px solid;
    }
    .strip [part='trend'] {
      color: inherit;
    }
  }
  /* On paper all items once, where a moment of the strip would be cut off. */
  @media print {
    .strip {
      flex-wrap: wrap;
    }
    .belt .tile[style] {
      position: static;
      inline-size: auto !important;
      contain: none;
      transform: none !important;
    }
    .viewport {
      flex-basis: 100%;
      overflow: visible !important;
      contain: none !important;
    }
    .viewport :where(ul, .tile, li, .quote) {
      flex: initial;
      flex-wrap: wrap;
      white-space: normal;
    }
    [aria-hidden='true']:is(ul),
    [part='controls'] {
      display: none;
    }
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
