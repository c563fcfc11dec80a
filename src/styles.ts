import { css, type CSSResultGroup } from 'lit';

// Public properties are read where they are used and never set on :host: there they would hide the page's own.
export const styles: CSSResultGroup = css`
  :host {
    display: block;
    flex: 1 1 auto;
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
    --_gap: var(--market-ticker-gap, 2rem);
    --_red: light-dark(#c4162a, #ff8a8a);
    --_green: light-dark(#0b7a3e, #4cc38a);
    --_blue: light-dark(#0b57c2, #8ab8ff);
    --_up: var(--_green);
    --_down: var(--_red);
    display: flex;
    align-items: center;
    box-sizing: border-box;
    min-block-size: inherit;
    background: var(--market-ticker-background, light-dark(#fff, #16191d));
    color: var(--market-ticker-color, light-dark(#16191d, #f1f3f5));
    font: var(--market-ticker-font, inherit);
    font-variant-numeric: tabular-nums;
    text-align: start;
    white-space: nowrap;
  }
  .red-blue,
  .red-green {
    --_up: var(--_red);
    --_down: var(--_green);
  }
  .red-blue {
    --_down: var(--_blue);
  }
  .blue-orange {
    --_up: var(--_blue);
    --_down: light-dark(#a84b00, #ffa657);
  }
  .viewport,
  ul,
  li,
  a,
  .move {
    display: flex;
    align-items: center;
    margin: 0;
    padding: 0;
  }
  .viewport {
    flex: 1 1 0;
    align-self: stretch;
    min-inline-size: 0;
    color: var(--_muted);
  }
  ul {
    flex: none;
    color: var(--market-ticker-color, light-dark(#16191d, #f1f3f5));
    list-style: none;
  }
  li {
    position: relative;
    flex: none;
    padding-inline: calc(var(--_gap) / 2);
  }
  li::after {
    content: '';
    position: absolute;
    inset-inline-end: 0;
    block-size: 1em;
    border-inline-end: 1px solid var(--_separator);
  }
  li,
  a,
  .move {
    align-items: baseline;
    gap: 0.5em;
  }
  a {
    padding-block: 0.25em;
    color: inherit;
    text-decoration: none;
  }
  a:hover [part='name'] {
    text-decoration: underline;
  }
  [part='name'] {
    font-weight: 600;
  }
  [part='arrow'] {
    font-size: 0.8em;
  }
  .move {
    color: var(--market-ticker-flat-color, var(--_muted));
  }
  .up .move {
    color: var(--market-ticker-up-color, var(--_up));
  }
  .down .move {
    color: var(--market-ticker-down-color, var(--_down));
  }
  /* The cell is as wide as the widest text it is likely to show, so that a tick moves nothing beside it. */
  .number {
    display: inline-grid;
    justify-items: end;
    direction: ltr;
  }
  .number::after {
    content: attr(data-reserve);
    block-size: 0;
    overflow: hidden;
    visibility: hidden;
  }
  .age,
  [part='badge'],
  [part='status'] {
    color: var(--_muted);
    font-size: 0.857em;
  }
  [part='status']:not(:empty) {
    margin-inline-start: 1rem;
    padding: 0.1em 0.5em;
    border: 1px solid;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  ::slotted([slot='start']),
  ::slotted([slot='end']) {
    margin-inline: 1rem;
  }
  button {
    display: grid;
    place-items: center;
    inline-size: 2rem;
    block-size: 2rem;
    margin: 0 0.25rem;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: inherit;
    fill: currentColor;
  }
  button:hover {
    background: var(--_separator);
  }
  :focus-visible {
    outline: 2px solid var(--market-ticker-focus-color, currentColor);
    outline-offset: -2px;
  }
  .scroll .viewport {
    overflow: clip;
    contain: layout paint style;
  }
  .row .viewport {
    overflow: auto hidden;
    scrollbar-width: none;
  }
  /* Firefox animates on the compositor only what is in its display list: this lets an item join before it is seen. */
  @supports (-moz-appearance: none) {
    .scroll li::before {
      content: '';
      position: absolute;
      inset-inline-start: -256px;
      inline-size: 256px;
      block-size: 1px;
      pointer-events: none;
    }
  }
  .grid {
    display: grid;
    grid-template: 'start controls' 'viewport viewport' 'status end' / 1fr auto;
    align-content: start;
  }
  .grid [part='controls'] {
    grid-area: controls;
  }
  .grid [part='viewport'] {
    grid-area: viewport;
  }
  .grid ul {
    display: grid;
    flex: 1;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 17em), 1fr));
    gap: 0 var(--_gap);
  }
  .grid li {
    padding: 0.5em 0;
    border-block-end: 1px solid var(--_separator);
  }
  .grid li::after {
    content: none;
  }
  .grid a,
  .grid [part='name'] {
    flex: 1;
  }
  .grid .age {
    grid-column: 1 / -1;
    border: 0;
  }
  .grid ::slotted(*) {
    margin-inline: 0;
  }
  @media print {
    .strip .viewport,
    .strip ul {
      flex-wrap: wrap;
      overflow: visible;
      contain: none;
    }
    [part='controls'],
    [aria-hidden='true'] li {
      display: none;
    }
    li {
      transform: none !important;
    }
  }
`;
