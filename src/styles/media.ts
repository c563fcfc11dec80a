import { css, type CSSResultGroup } from 'lit';

/**
 * The styles for screens, small screens, increased contrast, forced colours and print. These styles are applied after
 * `base` and `layouts`.
 */
export const media: CSSResultGroup = css`
  /* In a marquee, the texts for screen readers are below their segment. The viewport clips these texts, so they need
     no clip path of their own. */
  @media screen {
    .marquee li {
      position: static;
    }
    .marquee li .hidden {
      inset-block-start: 100%;
      clip-path: none;
    }
  }
  /* On a phone, a message that the data are stale or could not be refreshed replaces the content of the \`end\`
     slot, which is often a link to a page with more prices. The content stays while the focus is inside the strip. */
  @media (width < 30rem) {
    :is(.scroll, .row) [part='status'] {
      max-inline-size: 6.5em;
      line-height: 1.2;
      white-space: normal;
    }
    /* Other messages, such as the loading message, take up no space, so that nothing moves when they disappear. */
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
  /* The browser replaces the colours of texts, but not the colours of gradients and SVG lines, which the strip uses
     for separators and charts. */
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
  /* In print, each item appears once, and the items wrap onto as many lines as needed. A single row would be cut off
     at the edge of the page. */
  @media print {
    .strip {
      flex-wrap: wrap;
    }
    .marquee .segment[style] {
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
      white-space: normal;
    }
    [aria-hidden='true']:is(ul),
    [part='controls'] {
      display: none;
    }
  }
`;
