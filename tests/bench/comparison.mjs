// Writes the figures of the chapter that compares the ticker with others, so that they are always those of the benchmark.
import { aheadOf, headlines } from './headlines.mjs';
import { nameOf, pageNamed, pages } from './pages.mjs';
import { figure, table } from './tables.mjs';

const columns = ['ours', 'react-fast-marquee', 'vue3-marquee', 'svelte-fast-marquee', 'dynamic-marquee', 'floor'];
const shown = pages.filter(({ empty }) => !empty);

const cost = (title, combination) => ({
  title,
  of: (summary, page) => summary.updates[combination]?.[page]?.cost.median,
  write: (value) => figure(value),
});

const leap = (title, age) => ({
  title,
  of: (summary, page) => summary.jump[age]?.[page]?.strip.median,
  write: (value) => figure(value),
});

/** The share of its own that a page adds where its framework is loaded anyway. */
function ownBytes(summary, page) {
  const { brotli, framework } = summary.bytes[page] ?? {};
  return brotli && brotli.median - framework.median;
}

const kilobytes = (value) => figure(value / 1000, 1);

/** @type {{ title: string, of: (summary: object, page: string) => number | undefined, write: (value: number) => string }[]} */
const rows = [
  { title: 'script, kB brotli', of: (summary, page) => summary.bytes[page]?.brotli.median, write: kilobytes },
  { title: 'script without its framework, kB brotli', of: ownBytes, write: kilobytes },
  {
    title: 'first full strip at 4× CPU throttle, ms',
    of: (summary, page) => summary.load[page]?.full.median,
    write: (value) => figure(value),
  },
  leap('leap when the content changes, px', 8),
  leap('leap after 10 minutes, px', 600),
  {
    title: 'gap after the page was blocked for 2 s, px',
    of: (summary, page) => summary.block[page]?.blank?.median,
    write: (value) => figure(value),
  },
  cost('ms per 1,000 updates: 4 quotes, 1/s', '4x1'),
  cost('ms per 1,000 updates: 40 quotes, 1,000/s', '40x1000'),
  cost('ms per 1,000 updates: 400 quotes, 1,000/s', '400x1000'),
  {
    title: 'DOM elements',
    of: (summary, page) => summary.memory[page]?.elements.median,
    write: (value) => figure(value),
  },
];

/** The ticker beside marquee libraries and a page written by hand. The least figure of a row is bold. */
export function comparisonTable(summary) {
  const cellsOf = ({ of, write }) => {
    const values = columns.map((page) => of(summary, page));
    const texts = values.map((value) => (value === undefined ? '–' : write(value)));
    const least = write(Math.min(...values.filter(Number.isFinite)));
    return texts.map((text) => (text === least ? `**${text}**` : text));
  };
  return table(
    ['', ...columns.map((page) => nameOf(pageNamed(page)))],
    rows.map((row) => [row.title, ...cellsOf(row)]),
  );
}

/** The headlines in which other pages are better than the ticker, as a list. */
export function aheadList(summary) {
  const lines = headlines.flatMap((headline) => {
    const ahead = aheadOf(headline, summary, shown);
    if (!ahead.length) return [];
    const others = ahead.map(({ page, figure }) => `${nameOf(page)} ${figure}`).join(', ');
    return [`- ${headline.whole ?? headline.title}: ${nameOf(pageNamed('ours'))} ${ahead[0].own}, ${others}`];
  });
  return lines.length ? lines.join('\n') : 'Nowhere in this table.';
}
