// From what was measured to medians, with the least and the most of all rounds.
import { max, median, min } from 'simple-statistics';

/** @typedef {{ median: number, min: number, max: number }} Spread */

/** @returns {Spread | undefined} undefined where nothing was measured */
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

/** The spread of each of these values, by page. */
const spreads = (records, names) =>
  mapValues(byPage(records), (rounds) =>
    Object.fromEntries(names.map((name) => [name, spread(rounds.map((record) => record[name]))])),
  );

/** A page whose main thread never rests, but to wait for a processor. */
const isSaturated = ({ wall, main, waited }) => main + waited > 0.9 * wall;

/** By combination, such as `40x10`, and page. What compares pages compares them within a round. */
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

/** By age of the strip and page: leaps of the whole strip, and of the quote that leapt most. */
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

/** Heap beyond that of the page that shows nothing, in the same round. */
function withoutNoop(records) {
  const noop = (round) => records.find((record) => record.page === 'noop' && record.round === round);
  return records.map((record) => ({ ...record, heap: record.heap - (noop(record.round)?.heap ?? 0) }));
}

const tellFailures = (failed) => [
  ...new Set(failed.map((record) => `${record.page}, ${record.suite}: ${record.failed}`)),
];

/** All suites; empty where nothing of one was measured. */
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
    failures: tellFailures(records.filter(({ failed }) => failed)),
  };
}
