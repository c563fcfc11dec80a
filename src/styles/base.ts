import { css, type CSSResultGroup } from 'lit';

/**
 * The styles that all layouts share, for colours, texts, buttons and the cells of an item. `layouts` and `media` are
 * applied after these styles, in this order, so their rules win at equal specificity.
 *
 * Public custom properties (`--market-ticker-…`) are read in the rules that use them. They are never set on `:host`,
 * because a value set there would hide the value that the element inherits from the page.
 */
export const base: CSSResultGroup = css`
  /* The strip fills the width that the page offers, less the margins of the tag, and takes no free height. In a flex
     row, only the strip shrinks, so that it does not squeeze the items beside it. The box has the same rules as the
     tag, because it replaces the tag if the page gives the tag another \`display\`. */
  :host,
  .box {
    flex-shrink: 9999;
    width: -moz-available;
    width: -webkit-fill-available;
    writing-mode: horizontal-tb !important;
    break-inside: avoid;
  }
  /* The minimum is for pages that set \`font-size: 0\` to remove the spaces between inline blocks. */
  :host {
    display: block;
    list-style: none;
    font-size: max(0.875em, 10px);
  }
  /* Where the width depends on the content, as in a float or a table cell, the strip claims 60em, or less if there is
     less. The first column claims this width, because the content of the strip claims none. */
  .box {
    display: grid;
    grid-template: minmax(var(--market-ticker-block-size, 3.143em), auto) / minmax(0, min(60em, 100vw)) 1fr;
    min-block-size: inherit;
  }
  /* The strip has no baseline of its own. The bottom of this invisible box is where the baseline of its texts is, so
     that the strip lines up with a logo or text of the page. It has no width, so that it does not count as
     content that moves. */
  .box::before {
    content: '';
    grid-area: 1 / 1;
    place-self: center start;
    block-size: 0.7em;
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
    --_orange: light-dark(#a84b00, #ffa657);
    --_up: var(--_green);
    --_down: var(--_red);
    grid-area: 1 / 1 / auto / -1;
    container-type: inline-size;
    background: var(--market-ticker-background, light-dark(#fff, #16191d));
    color: var(--market-ticker-color, light-dark(#16191d, #f1f3f5));
    font: var(--market-ticker-font, inherit);
    font-variant-numeric: tabular-nums;
    text-align: start;
    text-align-last: auto;
    text-indent: 0;
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
    --_down: var(--_orange);
  }
  /* Before Chromium 123 and Safari 17.5, the strip has the text colour and the background of the page, because a
     declaration with \`light-dark()\` is invalid there. The other colours are legible on light and on dark
     backgrounds. A media query for the colour scheme of the system would be wrong on a page with one scheme only. */
  @supports not (color: light-dark(red, red)) {
    .strip {
      --_muted: var(--market-ticker-muted-color, currentColor);
      --_separator: var(--market-ticker-separator-color, #8886);
      --_red: #ef2440;
      --_green: #008f48;
      --_blue: #1375ff;
      --_orange: #c95b00;
    }
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
    margin-inline: 0.5em 1em;
  }
  .strip,
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
    --_gap: var(--market-ticker-gap, 2.286em);
    position: relative;
    padding-inline: calc(var(--_gap) / 2);
  }
  /* The gap is as wide as those between items, although the text is smaller. */
  li.note {
    --_gap: var(--market-ticker-gap, 2.667em);
  }
  /* Some translators add their translation of a whole item to its end, where it would not change with the numbers. */
  :is(li, .quote) > font {
    display: none;
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
  /* This text is for screen readers only. The margin keeps its box from sticking out of the strip. */
  .hidden {
    position: absolute;
    inline-size: 1px;
    margin-inline-start: -1px;
    overflow: hidden;
    white-space: nowrap;
    clip-path: inset(50%);
  }
  /* What a screen reader reads of an item is where the item is, so that a finger finds it. Neighbours are at the top and
     at the bottom in turn, because Orca reads as one line what is at the same height. */
  .spoken {
    display: flex;
    position: absolute;
    inset: 0;
    overflow: clip;
    opacity: 0;
    font-size: 0.5em;
    line-height: 1;
    white-space: nowrap;
    pointer-events: none;
    user-select: none;
    -webkit-user-select: none;
  }
  .low {
    align-items: end;
  }
  ::slotted([slot]) {
    margin-inline: 1.143em;
  }
  [part='controls'] {
    display: flex;
    flex: none;
    margin-inline: 0.286em;
  }
  button {
    display: grid;
    place-items: center;
    min-inline-size: 24px;
    min-block-size: 24px;
    margin: 0;
    padding: 0.572em 0.286em;
    overflow: clip;
    border: 0;
    background: none;
    color: inherit;
    font-size: inherit;
    fill: currentColor;
  }
  button svg {
    inline-size: 1.143em;
  }
  /* The icons of the two step buttons are 116 px wide, of which the button shows the 16 px at its end. What is there
     depends on the direction of writing. */
  button [width='116'] {
    inline-size: 8.286em;
    margin-inline-start: -7.143em;
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
