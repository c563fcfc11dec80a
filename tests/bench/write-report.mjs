// Writes tables and charts from the measured records.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { barChart } from './charts.mjs';
import { aheadOf, headlines } from './headlines.mjs';
import { machineText } from './machine.mjs';
import { madeOf, pages, shortTitleOf, titleOf } from './pages.mjs';
import { sections } from './sections.mjs';
import { summarise } from './summary.mjs';
import { table } from './tables.mjs';

const results = new URL('results/', import.meta.url);
const readme = new URL('../../README.md', import.meta.url);
const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';

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

/** The list of headlines in which other pages are better than the ticker. */
function aheadList(summary) {
  const lines = headlines.flatMap((headline) => {
    const ahead = aheadOf(headline, summary, shown);
    if (!ahead.length) return [];
    const others = ahead.map(({ page, figure }) => `${page.name} ${figure}`).join(', ');
    return [`- ${headline.title}: ${ahead[0].own}; ${others}`];
  });
  return lines.length ? lines.join('\n') : 'Nowhere in this table.';
}

/** A panel of a chart, with a bar for each page. */
const panel = (summary, title, of, write, options = {}) => ({
  title,
  ...options,
  bars: shown.map((page) => {
    const value = of(page.name)?.median;
    const label = value === undefined ? 'not measured' : write(value);
    return {
      page: shortTitleOf(page),
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

The same strip, the same quotes and the same updates on every page, which differ in what shows them: see \`../pages\`. Pages
take turns, there and back; figures are medians of all rounds, with the least and the most. \`floor\` is the least that one would
write by hand, \`noop\` gets the feed and shows nothing.

${peers}

${shortTable(summary)}

![Cost of updates](updates.svg)

![Bytes](bytes.svg)

![Leaps](leaps.svg)

## Where others are ahead of the ticker

${aheadList(summary)}

${sections(summary)}
`;

const forReadme = (measured, summary) => `${START}

${shortTable(summary)}

${machineText(measured.machine)} Medians; less is better, but for frames.
[How, all figures, and where others are ahead](tests/bench/results/README.md).

${END}`;

async function replaceInReadme(text) {
  const before = await readFile(readme, 'utf8');
  const start = before.indexOf(START);
  const end = before.indexOf(END);
  if (start < 0 || end < start) return;
  await writeFile(readme, before.slice(0, start) + text + before.slice(end + END.length));
}

/** @param {{ machine: object, records: object[] }} measured the content of results.json */
export async function writeReport(measured) {
  const summary = summarise(measured.records);
  await mkdir(results, { recursive: true });
  await writeFile(new URL('README.md', results), details(measured, summary));
  for (const [name, chart] of Object.entries(chartsOf(summary))) await writeFile(new URL(name, results), await chart);
  await replaceInReadme(forReadme(measured, summary));
}
