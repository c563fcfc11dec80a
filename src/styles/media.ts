import { css, type CSSResultGroup } from 'lit';

/** What differs on small screens, on paper, with more contrast and with forced colours. It comes after the other styles. */
export const media: CSSResultGroup = css`
  /* Below its segment, where the viewport clips it anyway. */
  @media screen {
    .marquee li {
      position: static;
    }
    .marquee li .hidden {
      inset-block-start: 100%;
      clip-path: none;
    }
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
