import { css, type CSSResult } from 'lit';

/** The styles of a strip in which the age of the data is below the items. */
export const ageBelow: CSSResult = css`
  /* The line of the age keeps its height while there are no data, so that nothing moves when they come. */
  .age-below {
    display: grid;
    grid: minmax(0, 1fr) minmax(calc(13em / 14), auto) / auto auto minmax(0, 1fr) auto auto;
  }
  /* Without the field \`time\`, nothing is ever there. */
  .no-age {
    grid-template-rows: minmax(0, 1fr) 0;
  }
  .age-below .viewport {
    grid-area: 1 / 3;
  }
  .age-below [part='status'] {
    grid-area: 1 / 4 / 3;
  }
  .age-below slot {
    grid-area: 1 / 2;
  }
  .age-below slot[name='end'] {
    grid-area: 1 / 5 / 3;
  }
  /* Beside items in one line, the content at the end is in line with them: it is higher by half of the line of the
     age. In the first row of this grid, it would make the strip higher where it wraps. */
  .age-below:not(.no-age, [data-fit~='two-lines']) slot[name='end'] {
    transform: translateY(-0.464em);
  }
  .age-below button {
    padding-block: 0.357em;
  }
  .age {
    grid-area: 2 / 1 / auto / 4;
    padding-inline: 0.6em;
    overflow: clip visible;
    font-size: 0.786em;
    line-height: 1.1;
    text-overflow: ellipsis;
  }
`;

/**
 * The styles of items in two lines, and of the parts that are hidden or shortened. The columns of an item exist only
 * where something is in them, so that nothing leaves a gap. The first has the name above the change, the second the
 * price above the percentage. A badge is beside the percentage, and the chart at the end is as high as both lines.
 */
export const twoLines: CSSResult = css`
  @media screen {
    [data-fit~='two-lines']:not(.grid) li {
      --_gap: var(--market-ticker-gap, 1.143em);
    }
    [data-fit~='two-lines']:not(.grid) .quote {
      display: grid;
      grid: auto auto / auto-flow;
      gap: 0 0.5em;
      align-items: baseline;
      line-height: 1.08;
    }
    [data-fit~='two-lines']:not(.grid) .quote > * {
      grid-row: 1;
    }
    [data-fit~='two-lines']:not(.grid) :is(.move, [part='badge']) {
      grid-row: 2;
    }
    [data-fit~='two-lines']:not(.grid) :is([part='name'], .move:not([part])) {
      order: -1;
    }
    /* The change starts below the start of the name, in both directions of writing. An arrow alone stays near the
       percentage. */
    [data-fit~='two-lines']:not(.grid) .move:not([part], [data-reserve='▲ ']) {
      text-align: -webkit-match-parent;
      text-align: match-parent;
    }
    [data-fit~='two-lines']:not(.grid) [part='badge'] {
      order: 1;
    }
    [data-fit~='two-lines']:not(.grid) :is([part='icon'], [part='trend']) {
      align-self: center;
      grid-row: 1 / 3;
      order: -2;
    }
    [data-fit~='two-lines']:not(.grid) [part='trend'] {
      order: 2;
      block-size: 2em;
    }
    [data-fit~='two-lines']:is(.scroll, .rotate) .viewport::before {
      content: '\\200b\\a\\200b';
      line-height: 1.08;
      white-space: pre;
    }
    [data-fit~='no-trend']:not(.grid) [part='trend'] {
      display: none;
    }
  }
`;
