// Summarises the records as medians, with the minimum and maximum of all rounds.
import { max, median, min } from 'simple-statistics';

/** @typedef {{ median: number, min: number, max: number }} Spread */

/** @returns {Spread | undefined} undefined if nothing was measured */
export function spread(values) {
  const known = values.filter((value) => Number.isFinite(value));
  return known.length ? { median: median(known), min: min(known), max: max(known) } : undefined;
}

const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

const groupBy = (records, keyOf) => {
  const groups = {};
  for (const record of records) (groups[keyOf(record)] ??= []).push(record);
  return groups;
};

const byPage = (records) => groupBy(records, ({ page }) => page);

/** The spreads of these values, by page. */
const spreads = (records, names) =>
  mapValues(byPage(records), (rounds) =>
    Object.fromEntries(names.map((name) => [name, spread(rounds.map((record) => record[name]))])),
  );

/** Whether the page's main thread was busy, or waited for a processor, for more than 90 % of the time. */
const isSaturated = ({ wall, main, waited }) => main + waited > 0.9 * wall;

/** Updates by combination, such as `40x10`, and page. Pages are compared with each other only within a round. */
function summariseUpdates(records) {
  const sameRound = (page, { n, rate, round }) =>
    records.find((other) => other.page === page && other.n === n && other.rate === rate && other.round === round);
  const perThousand = (record) => record && (record.main / record.received) * 1000;
  const cost = (record) => record && perThousand(record) - (perThousand(sameRound('noop', record)) ?? 0);
  const ratio = (record) => cost(record) / cost(sameRound('floor', record));

  return mapValues(
    groupBy(records, ({ n, rate }) => `${n}x${rate}`),
    (ofCombination) =>
      mapValues(byPage(ofCombination), (rounds) => {
        const perSecond = (what) => spread(rounds.map((record) => (record[what] / record.wall) * 1000));
        return {
          cost: spread(rounds.map(cost)),
          ratio: spread(rounds.map(ratio)),
          main: perSecond('main'),
          renderer: perSecond('renderer'),
          script: perSecond('script'),
          layouts: perSecond('layouts'),
          styles: perSecond('styles'),
          received: perSecond('received'),
          saturated: rounds.filter(isSaturated).length,
          rounds: rounds.length,
        };
      }),
  );
}

const CHANGES = ['flips', 'right', 'left', 'inside'];

/** Leaps by age of the strip and page: of the whole strip, and of the quote that leapt furthest. */
function summariseJump(records) {
  return mapValues(
    groupBy(records, ({ age }) => age),
    (ofAge) =>
      mapValues(byPage(ofAge), (rounds) => ({
        velocity: spread(rounds.map(({ velocity }) => velocity)),
        changes: Object.fromEntries(
          CHANGES.map((change) => [
            change,
            {
              strip: spread(rounds.map((record) => record[change].least)),
              quote: spread(rounds.map((record) => record[change].most)),
            },
          ]),
        ),
        strip: spread(rounds.map((record) => max(CHANGES.map((change) => record[change].least)))),
      })),
  );
}

/** The records with the heap of the page `noop` of the same round subtracted. */
function withoutNoop(records) {
  const noop = (round) => records.find((record) => record.page === 'noop' && record.round === round);
  return records.map((record) => ({ ...record, heap: record.heap - (noop(record.round)?.heap ?? 0) }));
}

const describeFailures = (failed) => [
  ...new Set(failed.map((record) => `${record.page}, ${record.suite}: ${record.failed}`)),
];

/** Summarises all suites. The summary of a suite is empty if nothing of it was measured. */
export function summarise(records) {
  const of = (suite) => records.filter((record) => record.suite === suite && !record.failed);
  return {
    bytes: spreads(of('bytes'), ['raw', 'brotli', 'framework']),
    load: spreads(of('load'), ['first', 'full']),
    updates: summariseUpdates(of('updates')),
    block: spreads(of('block'), ['frames', 'blank']),
    jump: summariseJump(of('jump')),
    memory: spreads(withoutNoop(of('memory')), [
      ...['cells', 'elements', 'texts', 'heap', 'growth', 'code', 'growthAgain', 'nodes', 'detached'],
    ]),
    shift: spreads(of('shift'), ['late', 'reserved', 'updated']),
    failures: describeFailures(records.filter(({ failed }) => failed)),
  };
}
