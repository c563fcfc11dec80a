// The figures that compare the pages at a glance: in the short table, the charts, and the list of who is ahead of the ticker.
import { figure } from './tables.mjs';

/**
 * @typedef {object} Headline
 * @property {string} title heading of its column
 * @property {string} [whole] the heading where it stands alone
 * @property {(summary: object, page: string) => import('./summary.mjs').Spread | undefined} of
 * @property {(value: number) => string} write
 * @property {boolean} [more] whether more is better
 * @property {(summary: object, page: string) => boolean} [saturated]
 */

const COST = 'ms per 1,000 updates: ';

const cost = (title, combination) => ({
  title,
  whole: COST + title.replace(COST, ''),
  of: (summary, page) => summary.updates[combination]?.[page]?.cost,
  write: (value) => figure(value),
  saturated: (summary, page) => summary.updates[combination]?.[page]?.saturated > 0,
});

const leap = (title, age) => ({
  title,
  whole: age > 8 ? `leap of the strip ${title}` : title,
  of: (summary, page) => summary.jump[age]?.[page]?.strip,
  write: (value) => figure(value),
});

/** @type {Headline[]} */
export const headlines = [
  {
    title: 'script, kB brotli',
    of: (summary, page) => summary.bytes[page]?.brotli,
    write: (value) => figure(value / 1000, 1),
  },
  {
    title: 'first full strip at 4× CPU throttle, ms',
    of: (summary, page) => summary.load[page]?.full,
    write: (value) => figure(value),
  },
  {
    title: 'main thread while scrolling, ms/s',
    of: (summary, page) => summary.updates['40x0']?.[page]?.main,
    write: (value) => figure(value),
    saturated: (summary, page) => summary.updates['40x0']?.[page]?.saturated > 0,
  },
  cost(`${COST}40 quotes, 10/s`, '40x10'),
  cost('40 quotes, 1,000/s', '40x1000'),
  cost('400 quotes, 1,000/s', '400x1000'),
  leap('leap of the strip when content changes, px', 8),
  leap('after 10 minutes, px', 600),
  {
    title: 'frames shown while blocked for 2 s',
    of: (summary, page) => summary.block[page]?.frames,
    write: (value) => figure(value),
    more: true,
  },
  {
    title: 'DOM elements',
    of: (summary, page) => summary.memory[page]?.elements,
    write: (value) => figure(value),
  },
  {
    title: 'layout shift of a late feed',
    of: (summary, page) => summary.shift[page]?.late,
    write: (value) => figure(value, 3),
  },
];

/** The pages that are better than the ticker in a headline by their written (rounded) figures, with these figures. */
export function aheadOf(headline, summary, pages) {
  const { of, write, more } = headline;
  const own = of(summary, 'ours');
  if (!own) return [];
  const better = ({ median }) => (more ? median > own.median : median < own.median);
  return pages
    .filter(({ name, empty }) => name !== 'ours' && !empty)
    .map((page) => ({ page, spread: of(summary, page.name) }))
    .filter(({ spread }) => spread && better(spread) && write(spread.median) !== write(own.median))
    .map(({ page, spread }) => ({ page, figure: write(spread.median), own: write(own.median) }));
}
