import { css, type CSSResultGroup } from 'lit';

// Public properties are read once, into private ones, and never set on :host: there they would hide the page's own.
const properties = css`
  .strip {
    --_background: var(--market-ticker-background, light-dark(#fff, #16191d));
    --_color: var(--market-ticker-color, light-dark(#16191d, #f1f3f5));
    --_muted: var(--market-ticker-muted-color, light-dark(#59616b, #a4adb8));
    --_separator: var(--market-ticker-separator-color, light-dark(#d9dde2, #363c44));
    --_flat: var(--market-ticker-flat-color, var(--_muted));
    --_focus: var(--market-ticker-focus-color, currentColor);
    --_gap: var(--market-ticker-gap, 2rem);
    --_red: light-dark(#c4162a, #ff8a8a);
    --_green: light-dark(#0b7a3e, #4cc38a);
    --_blue: light-dark(#0b57c2, #8ab8ff);
    --_orange: light-dark(#a84b00, #ffa657);
  }
  .red-blue {
    --_up: var(--_red);
    --_down: var(--_blue);
  }
  .red-green {
    --_up: var(--_red);
    --_down: var(--_green);
  }
  .green-red {
    --_up: var(--_green);
    --_down: var(--_red);
  }
  .blue-orange {
    --_up: var(--_blue);
    --_down: var(--_orange);
  }
  /* Engines without light-dark() (before 2024) get the light set, on its own background. */
  @supports not (color: light-dark(red, red)) {
    .strip {
      --_background: var(--market-ticker-background, #fff);
      --_color: var(--market-ticker-color, #16191d);
      --_muted: var(--market-ticker-muted-color, #59616b);
      --_separator: var(--market-ticker-separator-color, #d9dde2);
      --_red: #c4162a;
      --_green: #0b7a3e;
      --_blue: #0b57c2;
      --_orange: #a84b00;
    }
  }
`;

const frame = css`
  :host {
    display: block;
    flex: 1 1 auto;
    min-inline-size: 0;
    min-block-size: var(--market-ticker-block-size, 2.75rem);
    container-type: inline-size;
    font-size: 0.875rem;
  }
  :host([hidden]) {
    display: none;
  }
  .strip {
    display: flex;
    align-items: center;
    box-sizing: border-box;
    min-block-size: inherit;
    background: var(--_background);
    color: var(--_color);
    font: var(--market-ticker-font, inherit);
    font-variant-numeric: tabular-nums;
    text-align: start;
    white-space: nowrap;
  }
  .viewport {
    position: relative;
    display: flex;
    align-items: center;
    align-self: stretch;
    flex: 1 1 0;
    min-inline-size: 0;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .fallback {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--_muted);
  }
  ::slotted([slot='start']) {
    margin-inline: 0.5rem 1rem;
  }
  ::slotted([slot='end']) {
    margin-inline: 1rem;
  }
  .alert,
  .info {
    color: var(--_muted);
    font-size: 0.857em;
  }
  .alert:not(:empty) {
    margin-inline-start: 1rem;
    padding: 0.1em 0.5em;
    border: 1px solid currentColor;
    border-radius: 2px;
    color: var(--_color);
  }
  .info {
    display: none;
  }
  .note:not(:empty)::before {
    content: ' · ';
  }
  @container (min-inline-size: 60rem) {
    .info {
      display: block;
      margin-inline-start: 1rem;
    }
    .item.age {
      display: none;
    }
  }
`;

const button = css`
  button {
    display: grid;
    place-items: center;
    box-sizing: border-box;
    min-inline-size: 2rem;
    min-block-size: 2rem;
    margin: 0 0.25rem;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button:hover {
    background: var(--_separator);
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  svg {
    fill: currentColor;
  }
`;

const items = css`
  .row,
  ul,
  .copy {
    display: flex;
    flex: none;
    align-items: center;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .item {
    position: relative;
    flex: none;
    padding-inline: calc(var(--_gap) / 2);
  }
  .item,
  a {
    display: flex;
    align-items: baseline;
    gap: 0.5em;
  }
  .item::after {
    content: '';
    position: absolute;
    inset-block: 15%;
    inset-inline-end: 0;
    border-inline-end: 1px solid var(--_separator);
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  a:hover .name {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .name {
    font-weight: 600;
  }
  .move {
    display: flex;
    align-items: baseline;
    gap: 0.4em;
    color: var(--_flat);
  }
  .up .move {
    color: var(--market-ticker-up-color, var(--_up));
  }
  .down .move {
    color: var(--market-ticker-down-color, var(--_down));
  }
  .arrow {
    font-size: 0.8em;
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
  .badge,
  .age {
    color: var(--_muted);
    font-size: 0.857em;
  }
  .stale .item:not(.age) {
    opacity: 0.75;
  }
`;

const layouts = css`
  .scroll .viewport {
    overflow: clip;
    contain: layout paint style;
  }
  /* Firefox animates on the compositor only what is in its display list: this lets an item join before it is seen. */
  @supports (-moz-appearance: none) {
    .scroll .item::before {
      content: '';
      position: absolute;
      inset-inline-start: -256px;
      inline-size: 256px;
      block-size: 1px;
      pointer-events: none;
    }
  }
  .row .viewport {
    overflow-x: auto;
    scrollbar-width: none;
  }
  .grid {
    display: grid;
    grid-template:
      'start controls' auto
      'viewport viewport' auto
      'info end' auto / minmax(0, 1fr) auto;
    white-space: normal;
  }
  .grid .controls {
    grid-area: controls;
  }
  .grid .viewport {
    grid-area: viewport;
  }
  .grid .alert {
    grid-area: start;
    justify-self: end;
  }
  .grid .info {
    display: block;
    grid-area: info;
    margin: 0;
    padding-block: 0.5em;
  }
  .grid .age {
    display: none;
  }
  .grid .row,
  .grid ul {
    display: grid;
    flex: 1;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 17em), 1fr));
    column-gap: var(--_gap);
  }
  .grid .item {
    justify-content: space-between;
    padding: 0.5em 0;
    border-block-end: 1px solid var(--_separator);
    white-space: nowrap;
  }
  .grid a {
    flex: 1;
  }
  .grid .name {
    flex: 1;
  }
  .grid .item::after {
    content: none;
  }
  .grid ::slotted([slot='start']),
  .grid ::slotted([slot='end']) {
    margin-inline: 0;
  }
  @media print {
    .controls,
    .copy {
      display: none;
    }
    .viewport,
    .row,
    ul {
      display: flex;
      flex-wrap: wrap;
      overflow: visible;
      contain: none;
    }
    .item {
      transform: none !important;
    }
  }
`;

export const styles: CSSResultGroup = [properties, frame, button, items, layouts];
