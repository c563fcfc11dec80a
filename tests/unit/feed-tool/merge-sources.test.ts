import { beforeEach, describe, expect, test } from 'vitest';
import { parseFeed, writeFeed, type Feed } from '../../../src/feed.js';
import {
  mergeSources,
  type MergedSources,
  type MergeOptions,
  type SourceValues,
} from '../../../src/model/merge-sources.js';
import { at, DAY, feedOf, HOUR, MINUTE, NOW } from './quotes.js';

const fresh = (name: string, feed: Feed, receivedAt = NOW): SourceValues => ({ name, feed, receivedAt, isFresh: true });
const failed = (name: string, feed: Feed, receivedAt = NOW - HOUR): SourceValues => ({
  name,
  feed,
  receivedAt,
  isFresh: false,
});
const silent = (name: string): SourceValues => ({ name, feed: undefined, receivedAt: undefined, isFresh: false });
const merge = (sources: SourceValues[], options: Partial<MergeOptions> = {}) =>
  mergeSources(sources, { now: NOW, ...options });
const pricesOf = ({ feed }: { feed: Feed }) => Object.fromEntries(feed.quotes.map(({ id, price }) => [id, price]));
const item = (id: string, price: number | null, rest: object = {}) => ({ id, price, ...rest });

describe('the choice of a source', () => {
  test('the first source with a fresh price wins, item by item', () => {
    const result = merge([
      fresh('krx', feedOf(item('A', 1), item('B', null))),
      fresh('bank', feedOf(item('A', 1.1), item('B', 2), item('C', 3))),
    ]);
    expect(pricesOf(result)).toEqual({ A: 1, B: 2, C: 3 });
    expect([...result.origins]).toEqual([
      ['A', 'krx'],
      ['B', 'bank'],
      ['C', 'bank'],
    ]);
  });

  test('a fresh fallback replaces the last good price of a source that fails', () => {
    const result = merge([failed('krx', feedOf(item('A', 1))), fresh('bank', feedOf(item('A', 1.1)))]);
    expect(pricesOf(result)).toEqual({ A: 1.1 });
    expect(result.origins.get('A')).toBe('bank');
  });

  test('the first of several fresh fallbacks wins', () => {
    const result = merge([
      failed('krx', feedOf(item('A', 1))),
      fresh('bank', feedOf(item('A', 1.1))),
      fresh('third', feedOf(item('A', 1.2))),
    ]);
    expect(result.origins.get('A')).toBe('bank');
  });

  test('a preferred source that fails stays while its price is certainly newer than that of the fallback', () => {
    const old = item('A', 1, { asOf: '2025-06-09T09:50:00+09:00' });
    const delayed = (time: string) => item('A', 1.1, { asOf: `2025-06-09T${time}+09:00` });
    const origins = ['09:40:00', '09:49:59', '09:50:00', '09:51:00'].map((time) =>
      merge([failed('krx', feedOf(old)), fresh('bank', feedOf(delayed(time)))]).origins.get('A'),
    );
    expect(origins).toEqual(['krx', 'krx', 'bank', 'bank']);
  });

  test('a source that is less preferred than a fresh one does not win, even if it is newer', () => {
    const result = merge([
      fresh('krx', feedOf(item('A', 1, { asOf: '2025-06-09T09:40:00+09:00' }))),
      fresh('bank', feedOf(item('A', 1.1, { asOf: '2025-06-09T10:00:00+09:00' }))),
    ]);
    expect(result.origins.get('A')).toBe('krx');
  });

  test('if all sources fail, the newest last good price is shown, and the first one if the times do not tell', () => {
    const krx = (asOf: string) => failed('krx', feedOf(item('A', 1, { asOf })));
    const bank = failed('bank', feedOf(item('A', 1.1, { asOf: '2025-06-09T09:45:00+09:00' })));
    expect(merge([krx('2025-06-09T09:40:00+09:00'), bank]).origins.get('A')).toBe('bank');
    expect(merge([krx('2025-06-09T09:45:00+09:00'), bank]).origins.get('A')).toBe('krx');
    expect(merge([krx('2025-06-09'), bank]).origins.get('A')).toBe('krx');
  });

  test('a price that is null never hides a price, not even a fresh null', () => {
    const result = merge([fresh('krx', feedOf(item('A', null), item('B', 1))), failed('bank', feedOf(item('A', 2)))]);
    expect(pricesOf(result)).toEqual({ A: 2, B: 1 });
  });

  test('a price that is null is shown if no source has a price, from the fresh source', () => {
    const result = merge([
      failed('krx', feedOf(item('A', null), item('B', 1))),
      fresh('bank', feedOf(item('A', null, { state: 'halted' }), item('B', 1))),
    ]);
    expect(result.feed.quotes[0]).toMatchObject({ price: null, state: 'halted', asOf: null });
    expect(result.missing).toEqual([]);
  });

  test('a source that has never answered changes nothing', () => {
    const only = fresh('krx', feedOf(item('A', 1)));
    const expected = merge([only]);
    expect(merge([silent('bank'), only, silent('third')])).toEqual(expected);
    expect(merge([silent('bank')]).feed.quotes).toEqual([]);
  });
});

describe('the last result', () => {
  const asOf = (time: string) => ({ asOf: `2025-06-09T${time}+09:00` });
  const bank = fresh('bank', feedOf(item('A', 1.1, asOf('09:59:00'))));
  let before: MergedSources;
  beforeEach(() => void (before = merge([failed('krx', feedOf(item('A', 1, asOf('09:30:00')))), bank])));

  test('stays while the price of a source that has recovered is certainly older', () => {
    const recovered = (time: string) => fresh('krx', feedOf(item('A', 1.05, asOf(time))));
    const results = ['09:40:00', '09:58:59', '09:59:00', '10:00:00'].map((time) =>
      merge([recovered(time), bank], { before }),
    );
    expect(results.map(({ origins }) => origins.get('A'))).toEqual(['bank', 'bank', 'krx', 'krx']);
    expect(results[0]!.feed.quotes[0]).toMatchObject({ price: 1.1, asOf: at('2025-06-09 09:59') });
  });

  test('has an unknown state as soon as its source fails or is gone', () => {
    const open = (price: number, time: string) => feedOf(item('A', price, { ...asOf(time), state: 'open' }));
    const last = merge([failed('krx', open(1, '09:30:00')), fresh('bank', open(1.1, '09:59:00'))]);
    const recovered = fresh('krx', open(1.05, '09:40:00'));
    const stateWith = (...others: SourceValues[]) =>
      merge([recovered, ...others], { before: last }).feed.quotes.map(({ price, state }) => [price, state]);
    expect(stateWith(fresh('bank', open(1.1, '09:59:00')))).toEqual([[1.1, 'open']]);
    expect(stateWith(failed('bank', open(1.1, '09:59:00')))).toEqual([[1.1, 'unknown']]);
    expect(stateWith()).toEqual([[1.1, 'unknown']]);
    expect(merge([recovered], { before: { ...last, origins: new Map() } }).feed.quotes[0]!.state).toBe('unknown');
  });

  test('does not stay if it is from the future, because the clock was set back', () => {
    const recovered = fresh('krx', feedOf(item('A', 1.05, asOf('08:00:00'))));
    const result = mergeSources([recovered], { now: at('2025-06-09 08:00'), before });
    expect(pricesOf(result)).toEqual({ A: 1.05 });
  });

  test('does not stay if it has no price', () => {
    const last = merge([fresh('bank', feedOf(item('B', 1), item('A', null, asOf('09:59:00'))))]);
    const result = merge([fresh('krx', feedOf(item('A', 1, asOf('09:40:00'))))], { before: last });
    expect(pricesOf(result)).toEqual({ A: 1 });
  });

  test('does not keep an item that all sources have taken out', () => {
    expect(merge([fresh('bank', feedOf(item('B', 1)))], { before }).feed.quotes.map(({ id }) => id)).toEqual(['B']);
  });
});

describe('the market state and the as-of time', () => {
  test('are those of the source that wins', () => {
    const fields = { asOf: '2025-06-09T09:59:00+09:00', delay: 20, state: 'open', source: { name: 'KRX' } };
    const [quote] = merge([fresh('krx', feedOf(item('A', 1, fields)))]).feed.quotes;
    expect(quote).toMatchObject({
      asOf: at('2025-06-09 09:59'),
      delay: 20,
      state: 'open',
      source: { name: 'KRX', url: null },
    });
  });

  test.each(['open', 'closed', 'holiday', 'pre', 'halted'])(
    'the state %s of a source that is no longer fresh is unknown',
    (state) => {
      expect(merge([failed('krx', feedOf(item('A', 1, { state })))]).feed.quotes[0]!.state).toBe('unknown');
      expect(merge([fresh('krx', feedOf(item('A', 1, { state })))]).feed.quotes[0]!.state).toBe(state);
    },
  );

  test('a source that states no state has none after a failure either', () => {
    expect(merge([failed('krx', feedOf(item('A', 1)))]).feed.quotes[0]!.state).toBeNull();
  });

  test('an item without an as-of time gets the time at which its answer arrived, and ages from then on', () => {
    const source = (isFresh: boolean) => ({ ...fresh('krx', feedOf(item('A', 1)), NOW - MINUTE), isFresh });
    const first = merge([source(true)]);
    expect(first.feed.quotes[0]!.asOf).toBe(NOW - MINUTE);
    const later = mergeSources([source(false)], { now: NOW + DAY, before: first });
    expect(later.feed.quotes[0]!.asOf).toBe(NOW - MINUTE);
  });

  test('an item without an as-of time is as of the last answer, as long as trades are possible', () => {
    for (const fields of [{}, { state: 'open' }, { state: 'auction' }, { state: 'unknown' }]) {
      const before = merge([fresh('krx', feedOf(item('A', 1, fields)))]);
      const next = merge([fresh('krx', feedOf(item('A', 1, fields)), NOW + MINUTE)], { now: NOW + MINUTE, before });
      expect(next.feed.quotes[0]!.asOf).toBe(NOW + MINUTE);
    }
  });

  test('an item without an as-of time keeps the time of its first answer while no trade is possible', () => {
    for (const fields of [
      { state: 'closed' },
      { state: 'holiday' },
      { delay: 'eod' },
      { state: 'open', delay: 'eod' },
    ]) {
      const before = merge([fresh('krx', feedOf(item('A', 1, fields)))]);
      const next = (price: number) =>
        merge([fresh('krx', feedOf(item('A', price, fields)), NOW + MINUTE)], { now: NOW + MINUTE, before });
      expect(next(1).feed.quotes[0]!.asOf).toBe(NOW);
      expect(next(2).feed.quotes[0]!.asOf).toBe(NOW + MINUTE);
    }
  });

  test('an arrival at midnight in UTC is a moment, not a date', () => {
    const midnight = Date.parse('2025-06-09T00:00:00Z');
    const result = mergeSources([fresh('krx', feedOf(item('A', 1)), midnight)], { now: midnight + 5 });
    expect(result.feed.quotes[0]!.asOf).toBe(midnight + 1);
    expect(mergeSources([], { now: midnight }).feed.generatedAt).toBe(midnight + 1);
  });

  test('an arrival in the future, before the clock was set back, is the present', () => {
    expect(merge([fresh('krx', feedOf(item('A', 1)), NOW + DAY)]).feed.quotes[0]!.asOf).toBe(NOW);
  });

  test('a source of which no arrival is known gives no time', () => {
    const result = merge([{ ...fresh('krx', feedOf(item('A', 1))), receivedAt: undefined }]);
    expect(result.feed.quotes[0]!.asOf).toBeNull();
  });

  test('a price that is null has no age', () => {
    expect(merge([fresh('krx', feedOf(item('B', 1), item('A', null)))]).feed.quotes[1]!.asOf).toBeNull();
  });
});

describe('the envelope', () => {
  test('has what the configuration says', () => {
    const source = { name: 'The Paper', url: null };
    const { feed } = merge([fresh('krx', feedOf(item('A', 1)))], { source, notice: 'No advice.', ttl: 5 });
    expect(feed).toMatchObject({ source, notice: 'No advice.', ttl: 5, generatedAt: NOW, issues: [] });
  });

  test('has null where the configuration says nothing', () => {
    expect(merge([fresh('krx', feedOf(item('A', 1)))]).feed).toMatchObject({ source: null, notice: null, ttl: null });
  });

  describe('has the notices of the sources that items are taken from', () => {
    const saying = (notice: string | null, ...items: object[]): Feed => ({ ...feedOf(...items), notice });
    const noticeOf = (...feeds: Feed[]) => merge(feeds.map((feed, index) => fresh(`${index}`, feed))).feed.notice;
    const [one, other] = [item('A', 1), item('B', 2)];

    test('each once, in the order of the items', () => {
      expect(noticeOf(saying('Halted', one), saying('Delayed', other))).toBe('Halted · Delayed');
      expect(noticeOf(saying('Halted', one, item('C', 3)), saying('Halted', other), feedOf(item('D', 4)))).toBe(
        'Halted',
      );
    });

    test('but not of a source that gives no item, and not if the configuration has one', () => {
      expect(noticeOf(feedOf(one), saying('Delayed', one))).toBeNull();
      expect(merge([fresh('krx', saying('Halted', one))], { notice: 'No advice.' }).feed.notice).toBe('No advice.');
    });

    test('whole ones only, as far as readers accept them', () => {
      const [long, longer] = ['a'.repeat(190), 'b'.repeat(200)];
      expect(noticeOf(saying(long, one), saying('1234567', other))).toBe(`${long} · 1234567`);
      expect(noticeOf(saying(long, one), saying('12345678', other), saying('c', item('C', 3)))).toBe(`${long} · c`);
      expect(noticeOf(saying(longer, one), saying('c', other))).toBe(longer);
    });

    test('and its end is a change of the content', () => {
      const before = merge([fresh('krx', saying('Halted', one))]);
      const { feed } = merge([fresh('krx', saying(null, one))], { now: NOW + HOUR, before });
      expect(feed).toMatchObject({ notice: null, generatedAt: NOW + HOUR });
    });
  });

  test('has a state and a delay only if all items agree', () => {
    const envelopeOf = (...items: object[]) => {
      const { state, delay } = merge([fresh('krx', feedOf(...items))]).feed;
      return [state, delay];
    };
    const open20 = { state: 'open', delay: 20 };
    expect(envelopeOf(item('A', 1, open20), item('B', 1, open20))).toEqual(['open', 20]);
    expect(envelopeOf(item('A', 1, open20), item('B', 1, { state: 'open', delay: 0 }))).toEqual(['open', null]);
    expect(envelopeOf(item('A', 1, open20), item('B', 1, { state: 'closed', delay: 20 }))).toEqual([null, 20]);
    expect(envelopeOf(item('A', 1), item('B', 1, open20))).toEqual([null, null]);
    expect(envelopeOf(item('A', 1, { delay: 'eod' }))).toEqual([null, 'eod']);
  });

  test('generatedAt is the time of the last change, and unchanged content is the same text', () => {
    const source = fresh('krx', feedOf(item('A', 1, { asOf: '2025-06-09T09:59:00+09:00', trend: [1, 2] })));
    const before = merge([source]);
    const later = { now: NOW + HOUR, before };
    const textOf = ({ feed }: { feed: Feed }) => JSON.stringify(writeFeed(feed));
    expect(textOf(merge([{ ...source, receivedAt: NOW + HOUR }], later))).toBe(textOf(before));
    const changes: [SourceValues, object][] = [
      [fresh('krx', feedOf(item('A', 2, { asOf: '2025-06-09T09:59:00+09:00', trend: [1, 2] }))), {}],
      [fresh('krx', feedOf(item('A', 1, { asOf: '2025-06-09T09:59:00+09:00', trend: [1, 3] }))), {}],
      [fresh('krx', feedOf(item('A', 1, { asOf: '2025-06-09T09:59:00+09:00', trend: [1, 2] }), item('B', 1))), {}],
      [source, { notice: 'No advice.' }],
      [source, { items: ['B'] }],
    ];
    for (const [changed, options] of changes)
      expect(merge([changed], { ...later, ...options }).feed.generatedAt).toBe(NOW + HOUR);
  });

  test('the change of one of several items is a change of the content', () => {
    const prices = (b: number) => [
      fresh('krx', feedOf(item('A', 1, { asOf: '2025-06-09' }), item('B', b, { asOf: '2025-06-09' }))),
    ];
    const before = merge(prices(2));
    expect(merge(prices(2), { now: NOW + HOUR, before }).feed.generatedAt).toBe(NOW);
    expect(merge(prices(3), { now: NOW + HOUR, before }).feed.generatedAt).toBe(NOW + HOUR);
  });

  test('an issue alone is not a change of the content', () => {
    const a = item('A', 1, { asOf: '2025-06-09T09:59:00+09:00' });
    const before = merge([fresh('krx', feedOf(a))]);
    const next = merge([fresh('krx', feedOf(a)), fresh('bank', feedOf(item('A', 100)))], { now: NOW + HOUR, before });
    expect(next.feed.issues).toHaveLength(1);
    expect(next.feed.generatedAt).toBe(NOW);
  });

  test('what is written is read the same again', () => {
    const { feed } = merge([
      fresh('krx', feedOf(item('A', 1, { state: 'open', delay: 20 }), item('B', 2, { state: 'closed' }))),
      failed('bank', feedOf(item('USD/KRW', 1359.5, { state: 'open' }))),
    ]);
    const read = parseFeed(JSON.parse(JSON.stringify(writeFeed(feed))), { now: NOW });
    expect(read).toEqual(feed);
  });
});

describe('the items', () => {
  const sources = [fresh('krx', feedOf(item('A', 1), item('B', 2))), fresh('bank', feedOf(item('C', 3), item('A', 1)))];

  test('are all items of all sources in their order', () => {
    expect(Object.keys(pricesOf(merge(sources)))).toEqual(['A', 'B', 'C']);
  });

  test('are those of the configuration in its order, without those that no source has', () => {
    const result = merge(sources, { items: ['C', 'X', 'A'] });
    expect(result.feed.quotes.map(({ id }) => id)).toEqual(['C', 'A']);
    expect(result.missing).toEqual(['X']);
    expect([...result.origins.keys()]).toEqual(['C', 'A']);
  });

  test('are at most 500', () => {
    const many = (name: string, count: number) =>
      fresh(name, feedOf(...[...Array(count).keys()].map((index) => item(`${name}${index}`, 1))));
    expect(merge([many('a', 300), many('b', 200)]).feed).toMatchObject({ issues: [] });
    const { feed, origins } = merge([many('a', 300), many('b', 201)]);
    expect([feed.quotes.length, origins.size, feed.quotes.at(-1)!.id]).toEqual([500, 500, 'b199']);
    expect(feed.issues).toEqual([{ path: 'items', value: 501, rule: 'too-many-items', action: 'skipped' }]);
  });
});

describe('two sources that contradict each other', () => {
  const issuesOf = (...items: object[]) =>
    merge(items.map((one, index) => fresh(`source${index}`, feedOf(item('B', 1), one)))).feed.issues;

  test('are reported if their prices differ by more than 20 %, and the preferred one is shown', () => {
    const result = merge([
      fresh('krx', feedOf(item('Z', 1), item('A', 100))),
      fresh('bank', feedOf(item('A', 121))),
      fresh('third', feedOf(item('A', 200))),
    ]);
    expect(result.feed.issues).toEqual([
      { path: 'items[1].price', value: 'A: krx 100, bank 121', rule: 'sources-differ', action: 'kept' },
    ]);
    expect(pricesOf(result)).toMatchObject({ A: 100 });
  });

  test.each([
    [100, 120, []],
    [120, 100, []],
    [100, 120.1, ['sources-differ']],
    [120.1, 100, ['sources-differ']],
    [1, 80, ['sources-differ']],
    [1, 84, ['sources-differ-in-unit']],
    [1, 119, ['sources-differ-in-unit']],
    [1, 121, ['sources-differ']],
    [935, 9.4, ['sources-differ-in-unit']],
    [1, 1000, ['sources-differ-in-unit']],
    [1, 10_000, ['sources-differ']],
  ])('with the prices %d and %d the rules broken are %j', (one, other, rules) => {
    expect(issuesOf(item('A', one), item('A', other)).map(({ rule }) => rule)).toEqual(rules);
  });

  test('are not reported if one price is for 100 units and says so', () => {
    expect(issuesOf(item('JPY/KRW', 940, { per: 100 }), item('JPY/KRW', 9.41))).toEqual([]);
    expect(issuesOf(item('JPY/KRW', 940), item('JPY/KRW', 9.41)).map(({ rule }) => rule)).toEqual([
      'sources-differ-in-unit',
    ]);
  });

  test('are not reported if one of them is not fresh, has no price, or has a price that no ratio can be made of', () => {
    expect(merge([fresh('krx', feedOf(item('A', 1))), failed('bank', feedOf(item('A', 2)))]).feed.issues).toEqual([]);
    expect(issuesOf(item('A', 1), item('A', null))).toEqual([]);
    expect(issuesOf(item('A', 1, { kind: 'rate' }), item('A', -1, { kind: 'rate' }))).toEqual([]);
    expect(issuesOf(item('A', -1, { kind: 'rate' }), item('A', -9, { kind: 'rate' }))).toEqual([]);
    expect(issuesOf(item('A', 1, { kind: 'rate' }), item('A', 0, { kind: 'rate' }))).toEqual([]);
    expect(issuesOf(item('A', 0, { kind: 'rate' }), item('A', 1, { kind: 'rate' }))).toEqual([]);
  });
});
