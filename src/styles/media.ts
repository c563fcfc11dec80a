import { css, type CSSResultGroup } from 'lit';

/**
 * The styles for screens, small screens, increased contrast, forced colours and print. These styles are applied after
 * `base` and `layouts`.
 */
export const media: CSSResultGroup = css`
  @media screen {
    [data-fit~='no-badge']:not(.grid) [part='badge'] {
      display: none;
    }
  }
  /* Widths are in the strip's own font: at 14 px, 53em are 742 px. The three buttons are 5.143em wide. With them, the
     content of the \`end\` slot takes at most 45% of a phone, so it wraps. It wraps up to a width at which two items
     surely fit beside it, because otherwise a strip that becomes wider could scroll, rotate, and scroll again. */
  @container (max-width: 53em) {
    .viewport {
      margin-inline: 0;
    }
    :is(.scroll, .rotate, .row) slot[name] {
      max-inline-size: 30cqi;
    }
    :is(.scroll, .rotate, .row) slot[name='end'] {
      max-inline-size: min(45cqi - 5.143em, 6.5em);
    }
    :is(.scroll, .rotate, .row) ::slotted([slot]) {
      margin-inline: 0.286em;
      font-size: 0.857em;
      line-height: 1.15;
      overflow-wrap: anywhere;
    }
  }
  /* On a phone, a message that the data are stale or could not be refreshed replaces the content of the \`end\` slot,
     which is often a link to a page with more prices. The content stays while the focus is inside it. */
  @container (max-width: 34.28em) {
    li {
      --_gap: var(--market-ticker-gap, 1.143em);
    }
    :is(.scroll, .rotate, .row) [part='controls'] {
      margin: 0;
    }
    :is(.scroll, .rotate, .row) [part='status'] {
      max-inline-size: 6.5em;
      line-height: 1.2;
      white-space: normal;
    }
    /* Other messages, such as the loading message, take up no space, so that nothing moves when they disappear. */
    :is(.scroll, .rotate, .row):not(.wrong) [part='status'] {
      font-size: 0;
    }
    .wrong.strip slot[name='end']:not(:focus-within) {
      display: none;
    }
  }
  /* In a narrow box, the prices have priority: first over the content at the start, then over the buttons to the previous
     and next item, which arrow keys and swipes replace, and at last over the content at the end. */
  @container (max-width: 27em) {
    :is(.scroll, .rotate, .row) slot[name='start'] {
      display: none;
    }
  }
  @container (max-width: 22.5em) {
    :is(.scroll, .rotate, .row) slot[name='end'] {
      max-inline-size: min(45cqi - 1.714em, 6.5em);
    }
    :is(.scroll, .rotate, .row) button:nth-last-child(-n + 2) {
      display: none;
    }
    ::slotted([slot]) {
      margin-inline: 0;
    }
  }
  @container (max-width: 18em) {
    :is(.scroll, .rotate, .row) slot[name] {
      display: none;
    }
  }
  @media (prefers-contrast: more) {
    .strip {
      --_muted: currentColor;
      --_separator: currentColor;
    }
  }
  /* The browser replaces the colours of texts, but not the colours of gradients and SVG lines, which the strip uses
     for separators and charts. */
  @media (forced-colors: active) {
    .strip {
      --_muted: CanvasText;
      --_separator: CanvasText;
    }
    .strip [part='trend'] {
      color: inherit;
    }
  }
  /* In print, each item appears once, and the items wrap onto as many lines as needed. A single row would be cut off
     at the edge of the page. */
  @media print {
    .strip {
      flex-wrap: wrap;
    }
    :is(.marquee, .rotator) .segment[style] {
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
    .viewport :where(ul, .segment, li, .quote) {
      flex: initial;
      flex-wrap: wrap;
      overflow-wrap: anywhere;
      white-space: normal;
    }
    [aria-hidden='true']:is(ul),
    [part='controls'] {
      display: none;
    }
  }
`;
