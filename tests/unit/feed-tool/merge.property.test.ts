import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeFeed } from '../../../src/feed.js';
import { completeQuote, recordQuote, type ItemRecord } from '../../../src/feed-tool/merge/price-record.js';
import { isOlder } from '../../../src/model/keep-newest.js';
import { mergeSources, type MergedSources, type SourceValues } from '../../../src/model/merge-sources.js';
import { writeTime } from '../../../src/model/parse-time.js';
import { DAY, feedOf, MINUTE, NOW, quoteOf } from './quotes.js';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 200);
const NAMES = ['krx', 'bank', 'third'];
const IDS = ['A', 'B', 'C', 'D'];

/** An item as a source sends it. `age` is that of its as-of time in minutes, and a whole day stands for a date. */
const item = fc.record({
  id: fc.constantFrom(...IDS),
  price: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 300 }) }, fc.constant(null)),
  age: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 200 }), fc.constant(1440)),
  state: fc.constantFrom(undefined, 'open', 'closed'),
  delay: fc.constantFrom(undefined, 20, 'eod'),
});
type Item = typeof item extends fc.Arbitrary<infer T> ? T : never;

/** In each step, time passes, and a source answers, or is no longer fresh. */
const step = fc.record({
  minutes: fc.integer({ min: 0, max: 90 }),
  source: fc.nat({ max: NAMES.length - 1 }),
  answer: fc.option(fc.uniqueArray(item, { minLength: 1, selector: ({ id }) => id })),
});

const sent = ({ age, ...fields }: Item, now: number) => {
  const asOf = age === 1440 ? now - (now % DAY) - DAY : now - (age ?? 0) * MINUTE;
  return { ...fields, ...(age !== null && { asOf: writeTime(asOf) }) };
};

test('whatever sources send and whenever they fail, the merged feed keeps its promises', () => {
  const order = fc.option(fc.shuffledSubarray(IDS, { minLength: 1 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), order, (steps, items) => {
      const sources: SourceValues[] = NAMES.map((name) => ({
        name,
        feed: undefined,
        receivedAt: undefined,
        isFresh: false,
      }));
      const everSent = new Map<string, Set<number | null>>();
      let before: MergedSources | undefined;
      let now = NOW;
      for (const { minutes, source, answer } of steps) {
        now += minutes * MINUTE;
        const { name, feed, receivedAt } = sources[source]!;
        if (answer) {
          // A feed needs a price, so each source has an item of its own.
          const rows = [...answer.map((one) => sent(one, now)), { id: name, price: 1 }];
          sources[source] = { name, feed: feedOf(...rows), receivedAt: now, isFresh: true };
          for (const { id, price } of rows)
            everSent.set(`${name} ${id}`, (everSent.get(`${name} ${id}`) ?? new Set()).add(price));
        } else sources[source] = { name, feed, receivedAt, isFresh: false };

        const after = mergeSources(sources, { items, ttl: 5, now, before });
        const { quotes, generatedAt } = after.feed;
        const ids = quotes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        if (items) expect([...ids, ...after.missing].sort()).toEqual([...items].sort());
        if (items) expect(ids).toEqual(items.filter((id) => ids.includes(id)));
        for (const quote of quotes) {
          const origin = after.origins.get(quote.id) ?? '';
          // Every price was sent by the source that is named.
          expect(everSent.get(`${origin} ${quote.id}`)).toContain(quote.price);
          for (const value of Object.values(quote)) expect(value).not.toBeNaN();
          // Every price has an age.
          if (quote.price !== null) expect(quote.asOf).not.toBeNull();
          const old = before?.feed.quotes.find(({ id }) => id === quote.id);
          if (old && old.price !== null) expect(isOlder(quote, old)).toBe(false);
          // A market is open or closed only as far as a fresh source says so.
          const isFresh = sources.some((source) => source.name === origin && source.isFresh);
          if (!isFresh) expect([null, 'unknown']).toContain(quote.state);
          // A source that fails takes nothing from the others.
          const all = sources.flatMap(({ feed }) => feed?.quotes.filter(({ id }) => id === quote.id) ?? []);
          if (all.some(({ price }) => price !== null)) expect(quote.price).not.toBeNull();
        }
        const contentOf = ({ feed }: MergedSources): string => JSON.stringify(writeFeed({ ...feed, generatedAt: 0 }));
        const isSame = before !== undefined && contentOf(before) === contentOf(after);
        expect(generatedAt).toBe(isSame ? before?.feed.generatedAt : now);
        before = after;
      }
    }),
    { numRuns },
  );
});

test('whatever one source sends, its closes are prices that were seen, and changes are numbers', () => {
  const answer = fc.record({ minutes: fc.integer({ min: 0, max: 900 }), one: item, isDelayed: fc.boolean() });
  const close = fc.constantFrom(undefined, { minutes: 930, zone: 'Asia/Seoul' }, { minutes: 0, zone: 'UTC' });
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 40 }), close, (answers, close) => {
      let record: ItemRecord | undefined;
      let now = NOW;
      const seen = new Set<number | null>();
      for (const { minutes, one } of answers) {
        now += minutes * MINUTE;
        const quote = quoteOf({ ...sent(one, now), id: 'A' });
        seen.add(quote.price);
        record = recordQuote(record, quote, { receivedAt: now, every: 300, close });
        const days = record?.closes.map(({ day }) => day) ?? [];
        expect(days).toEqual([...new Set(days)].sort((a, b) => a - b).slice(-3));
        for (const { price } of record?.closes ?? []) expect(seen).toContain(price);
        for (const price of record?.trend?.prices ?? []) expect(seen).toContain(price);
        const { quote: completed, hasOwnClose } = completeQuote(quote, record);
        expect(completed.trend.length).toBeLessThanOrEqual(64);
        expect({ ...completed, price: quote.price, asOf: quote.asOf, state: quote.state }).toEqual(completed);
        for (const value of [completed.change, completed.changePercent, completed.previousClose])
          if (hasOwnClose) expect(value).toSatisfy(Number.isFinite);
          else expect(value).toBeNull();
        if (hasOwnClose) expect(seen).toContain(completed.previousClose);
      }
    }),
    { numRuns },
  );
});
