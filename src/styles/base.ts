import { css, type CSSResultGroup } from 'lit';

/**
 * The styles that all layouts share, for colours, texts, buttons and the cells of an item. `layouts` and `media` are
 * applied after these styles, in this order, so their rules win at equal specificity.
 *
 * Public custom properties (`--market-ticker-…`) are read in the rules that use them. They are never set on `:host`,
 * because a value set there would hide the value that the element inherits from the page.
 */
export const base: CSSResultGroup = css`
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
  .segment,
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
  .segment {
    gap: 0;
  }
  ul,
  .segment,
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
  /* This box over the price flashes when the price changes. */
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
    /* The triangles can be from a fallback font, whose height must not increase the height of the line. */
    line-height: 0;
  }
  /* Signs stay before their digits on right-to-left pages. */
  .number {
    direction: ltr;
    text-align: right;
  }
  /* An invisible text makes the cell as wide as the widest number that the cell is likely to show, so that a new
     price does not move the neighbouring cells. */
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
  /* This text is for screen readers only. */
  .hidden {
    position: absolute;
    inline-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  ::slotted([slot]) {
    margin-inline: 1rem;
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
`;
