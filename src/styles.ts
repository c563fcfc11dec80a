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
    --_separator: 1px solid var(--market-ticker-separator-color, light-dark(#d9dde2, #363c44));
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
  li,
  .move {
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
  ul {
    gap: 0;
  }
  ul,
  li {
    flex: none;
  }
  li {
    position: relative;
    padding-inline: calc(var(--market-ticker-gap, 2rem) / 2);
  }
  li::after {
    content: '';
    position: absolute;
    inset-inline-end: 0;
    block-size: 1em;
    border-inline-end: var(--_separator);
  }
  [part='name'] {
    font-weight: 600;
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
  [part='arrow'] {
    font-size: 0.8em;
    /* The triangles come from another font, whose height must not lift the line. */
    line-height: 0;
  }
  /* The cell is as wide as the widest text it is likely to show, so that a tick moves nothing beside it. */
  .number {
    display: inline-grid;
    justify-items: end;
  }
  .number::after {
    content: attr(data-reserve);
    block-size: 0;
    visibility: hidden;
  }
  .note {
    color: var(--_muted);
    font-size: 0.857em;
  }
  .hidden {
    position: absolute;
    clip-path: inset(50%);
  }
  ::slotted([slot]) {
    margin-inline: 1rem;
  }
  button {
    display: grid;
    margin: 0 0.25rem;
    padding: 0.5rem;
    border: 0;
    background: none;
    color: inherit;
    fill: currentColor;
  }
  :focus-visible {
    outline: 2px solid var(--market-ticker-focus-color, currentColor);
    outline-offset: -2px;
  }
  .scroll .viewport {
    overflow: clip;
    contain: content;
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
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 17em), 1fr));
    gap: 0 2rem;
    align-items: stretch;
  }
  .grid li {
    flex-wrap: wrap;
    align-content: start;
    padding: 0.5em 0;
    border-block-end: var(--_separator);
  }
  .grid li::after {
    content: none;
  }
  .grid [part='name'] {
    flex: 1;
  }
  .grid .note {
    min-inline-size: 0;
    white-space: normal;
  }
  .grid [part='badge'] {
    flex: 0 0 100%;
    text-align: end;
  }
`;
