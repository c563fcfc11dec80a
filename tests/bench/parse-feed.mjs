// Measures how long a feed takes to parse, next to JSON.parse of the same text in the same run: `npm run build && npm run bench:parse`.
import { parseFeed } from '../../dist/feed.js';
import { normalise } from '../../dist/model/normalise.js';
import { canonical } from '../../dist/adapters/canonical.js';
import { krx } from '../../dist/adapters/krx.js';

const now = Date.parse('2025-06-09T15:33:00+09:00');
const RUNS = 40;

const item = (index) => ({
  id: `I${index}`,
  name: { ko: `지수 ${index}`, en: `Index ${index}` },
  kind: 'index',
  price: 2855.77 + index,
  change: '-43.72',
  changePercent: (-4372 / (2855.77 + index + 43.72)).toFixed(2),
  previousClose: 2855.77 + index + 43.72,
  asOf: '2025-06-09T15:30:00+09:00',
  state: 'closed',
  url: `/markets/${index}`,
});
const row = (index) => ({
  BAS_DD: '20250609',
  IDX_CLSS: 'KOSPI',
  IDX_NM: `지수 ${index}`,
  CLSPRC_IDX: '2855.77',
  CMPPREVDD_IDX: '43.72',
  FLUC_RT: '1.55',
});
const feed = (count) =>
  JSON.stringify({ version: 1, state: 'closed', items: Array.from({ length: count }, (_, i) => item(i)) });
const table = (count) => JSON.stringify({ OutBlock_1: Array.from({ length: count }, (_, i) => row(i)) });

/** Parses every item, without the limit of 500. */
function parseAllItems(payload) {
  const { fields, items } = canonical(payload);
  for (let start = 0; start < items.length; start += 500)
    normalise({ fields, items: items.slice(start, start + 500) }, now);
}

function medians(cases) {
  const times = cases.map(() => []);
  for (let run = 0; run < RUNS; run++)
    cases.forEach(([, work], index) => {
      const start = performance.now();
      work();
      times[index].push(performance.now() - start);
    });
  return cases.map(([name], index) => {
    const sorted = times[index].slice(RUNS / 4).sort((a, b) => a - b);
    return [name, sorted[sorted.length >> 1], sorted.at(-1)];
  });
}

const texts = { 1000: feed(1000), 10_000: feed(10_000) };
const payloads = { 1000: JSON.parse(texts[1000]), 10_000: JSON.parse(texts[10_000]) };
const rows = JSON.parse(table(10_000));
const results = medians([
  ['JSON.parse, 10,000 items', () => JSON.parse(texts[10_000])],
  ['parseFeed, 10,000 items (500 are shown)', () => parseFeed(payloads[10_000], { now })],
  ['every item parsed, 1,000 items', () => parseAllItems(payloads[1000])],
  ['every item parsed, 10,000 items', () => parseAllItems(payloads[10_000])],
  ['parseFeed with the adapter krx, 10,000 rows (5,000 are parsed)', () => parseFeed(rows, { adapter: krx, now })],
]);
console.log(`Node ${process.version}, medians of ${RUNS} runs, interleaved`);
for (const [name, median, worst] of results)
  console.log(`${median.toFixed(2).padStart(8)} ms  (worst ${worst.toFixed(2)})  ${name}`);
console.log(`ten times the items take ${(results[3][1] / results[2][1]).toFixed(1)} times as long`);
