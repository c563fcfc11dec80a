// Writes tables and charts from the measured records.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { barChart } from './charts.mjs';
import { aheadList, comparisonTable } from './comparison.mjs';
import { headlines } from './headlines.mjs';
import { machineText } from './machine.mjs';
import { madeOf, nameOf, pages, titleOf } from './pages.mjs';
import { sections } from './sections.mjs';
import { summarise } from './summary.mjs';
import { table } from './tables.mjs';

const results = new URL('results/', import.meta.url);
const docs = new URL('../../docs/', import.meta.url);

const shown = pages.filter(({ empty }) => !empty);

const cellOf = (headline, summary, page) => {
  const spread = headline.of(summary, page.name);
  if (!spread) return '–';
  return headline.write(spread.median) + (headline.saturated?.(summary, page.name) ? '\\*' : '');
};

/** The short table, with one row for each page. */
function shortTable(summary) {
  const head = ['', ...headlines.map(({ title }) => title)];
  const rows = shown.map((page) => [titleOf(page), ...headlines.map((headline) => cellOf(headline, summary, page))]);
  const saturated = rows.some((row) => row.some((cell) => cell.endsWith('\\*')));
  return table(head, rows) + (saturated ? '\n\n\\* Its main thread was saturated: it drops frames.' : '');
}

/** A panel of a chart, with a bar for each page. */
const panel = (summary, title, of, write, options = {}) => ({
  title,
  ...options,
  bars: shown.map((page) => {
    const value = of(page.name)?.median;
    const label = value === undefined ? 'not measured' : write(value);
    return {
      page: nameOf(page).replaceAll('`', ''),
      value: Math.max(0, value ?? 0),
      label,
      own: page.name === 'ours',
    };
  }),
});

function chartsOf(summary) {
  const ratio = (title, combination) =>
    panel(
      summary,
      title,
      (page) => summary.updates[combination]?.[page]?.ratio,
      (value) => value.toFixed(2),
    );
  const [bytes] = headlines;
  const leaps = headlines.filter(({ title }) => title.endsWith('px'));
  // The values range from 0 to more than 1,000 px; on this scale small ones are visible too.
  const scale = { type: 'symlog', constant: 5 };
  return {
    'updates.svg': barChart('What an update costs the main thread, against the hand-written page', [
      ratio('40 quotes, 10 updates/s', '40x10'),
      ratio('40 quotes, 1,000 updates/s', '40x1000'),
      ratio('400 quotes, 1,000 updates/s', '400x1000'),
    ]),
    'bytes.svg': barChart('Script that the page needs, kB brotli', [
      panel(summary, '', (page) => bytes.of(summary, page), bytes.write),
    ]),
    'leaps.svg': barChart(
      'How far the strip leaps when its content changes, px (logarithmic)',
      leaps.map(({ of, write }, index) =>
        panel(summary, ['8 seconds old', '10 minutes old'][index], (page) => of(summary, page), write, { scale }),
      ),
    ),
  };
}

const peers = shown
  .filter(madeOf)
  .map((page) => `- ${page.name}: ${madeOf(page)}`)
  .join('\n');

const details = (measured, summary) => `# The benchmark’s results

Written by \`npm run bench\`. ${machineText(measured.machine)}

Every page shows the same strip with the same quotes and updates; they differ only in what shows them (\`../pages\`). Pages take
turns, in both orders. Figures are medians of all rounds, with the least and the most in brackets. \`floor\` is written by hand,
with as little code as possible; \`noop\` receives the feed and shows nothing.

${peers}

${shortTable(summary)}

![Cost of updates](updates.svg)

![Bytes](bytes.svg)

![Leaps](leaps.svg)

## Where others are ahead of the ticker

${aheadList(summary)}

${sections(summary)}
`;

const forBenchmark = ({ machine }, summary) => `${shortTable(summary)}

${machineText(machine)}`;

const forComparison = ({ machine }, summary) => `${comparisonTable(summary)}

${machineText(machine)}

Others are ahead in these figures of the [benchmark](benchmark.md):

${aheadList(summary)}`;

/** Replaces what stands between the markers of the benchmark in a chapter of the documentation. */
async function replaceInChapter(name, text) {
  const chapter = new URL(name, docs);
  const parts = (await readFile(chapter, 'utf8')).split(/(?<=<!-- bench:start -->\n)[^]*(?=\n<!-- bench:end -->)/);
  if (parts.length !== 2) throw new Error(`docs/${name} has no markers for the benchmark`);
  await writeFile(chapter, parts.join(`\n${text}\n`));
}

/** @param {{ machine: object, records: object[] }} measured the content of results.json */
export async function writeReport(measured) {
  const summary = summarise(measured.records);
  await mkdir(results, { recursive: true });
  await writeFile(new URL('README.md', results), details(measured, summary));
  for (const [name, chart] of Object.entries(chartsOf(summary))) await writeFile(new URL(name, results), await chart);
  await replaceInChapter('benchmark.md', forBenchmark(measured, summary));
  await replaceInChapter('compared.md', forComparison(measured, summary));
}
