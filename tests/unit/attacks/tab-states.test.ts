import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pageTime, trueTime } from '../../../src/clock/page-time.js';
import { parseFeed, type Feed, type Quote } from '../../../src/feed.js';
import { readTabState } from '../../../src/feed/tab-state.js';
import { seed } from '../../support/fixtures/seed.js';

beforeEach(() => void vi.stubGlobal('navigator', {}));
afterEach(() => void vi.unstubAllGlobals());

// A hostile tab: any script of the site can send any value that can be cloned.
const read = (message: unknown) => readTabState('feed', structuredClone(message));
const good = parseFeed(seed);
const withQuote = (fields: object): object => ({
  dueAt: 0,
  feed: { ...good, quotes: [{ ...good.quotes[0], ...fields }] },
});
const readQuote = (fields: object): Quote => read(withQuote(fields))!.feed!.quotes[0]!;
const withFeed = (fields: object): Feed | undefined => read({ dueAt: 0, feed: { ...good, ...fields } })?.feed;
const deep = (depth: number): unknown => {
  let value: unknown = {};
  while (depth--) value = { value };
  return value;
};

/** An array without members. A copy for another tab is as short to send as it is long to visit. */
function holes(length: number): unknown[] {
  const array: unknown[] = [];
  array.length = length;
  return array;
}

/** The longest wait that a tab believes: the hour of a `Retry-After`, and a tenth. */
const LONGEST = 1.1 * 3_600_000;

describe('what is no state is not taken for one', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 1],
    ['a deadline alone, which would make the tab wait for nothing', { dueAt: 8e15 }],
    ['a feed of one index below 0', withQuote({ price: -5 })],
    ['a feed without quotes', { dueAt: 0, feed: {} }],
    ['a feed whose quotes are a number', { feed: { ...good, quotes: 9 } }],
    ['a quote that is null', { feed: { ...good, quotes: [null] } }],
    ['quotes that are four billion holes', { feed: { ...good, quotes: holes(2 ** 32 - 1) } }],
    ['issues that are a hole', { feed: { ...good, issues: holes(1) } }],
    ['issues of a failure that are a hole', { failure: { kind: 'http', retryAt: 0, issues: holes(1) } }],
    ['issues that are a text', { feed: { ...good, issues: 'abc' } }],
    ['an issue without a path', { feed: { ...good, issues: [{ value: 1 }] } }],
    ['a time that is an object without a value', { dueAt: { valueOf: 1, toString: 1 } }],
    ['a date beyond all years', withQuote({ asOf: 86_400_000 * 1e9 })],
  ])('%s', (_, message) => expect(read(message)).toBeUndefined());

  test('an empty feed does not blank the strip', () => expect(read({ feed: { ...good, quotes: [] } })).toBeUndefined());
});

test('an issue of another tab holds the beginning of its value', () =>
  expect(withFeed({ issues: [{ path: 'x', value: 'W'.repeat(2 ** 20), rule: 'r', action: 'kept' }] })!.issues).toEqual([
    { path: 'x', value: 'W'.repeat(200), rule: 'r', action: 'kept' },
  ]));

describe('a quote of another tab', () => {
  test.each(['javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'x'.repeat(3000)])(
    'links to no %s',
    (url) => expect(readQuote({ url }).url).toBeNull(),
  );

  test('has no source with the link of a script', () =>
    expect(readQuote({ source: { name: 'X', url: 'javascript:alert(1)' } }).source).toEqual({ name: 'X', url: null }));

  test.each(['name', 'unit', 'id'] as const)('has no %s of a megabyte', (field) =>
    expect(String(readQuote({ [field]: 'W'.repeat(2 ** 20) })[field]).length).toBeLessThanOrEqual(80),
  );

  test('reverses no text around it', () => expect(readQuote({ name: '\u202EKOSPI' }).name).toBe('KOSPI'));

  test.each([
    ['that is no number', NaN],
    ['without an end', Infinity],
    ['that is an object', {}],
    ['in a thousand objects', deep(1000)],
  ])('has no price %s', (_, price) => expect(readQuote({ price }).price).toBeNull());

  test('has no arrow against its numbers', () =>
    expect(readQuote({ change: -5, changePercent: -0.17, direction: 'up' }).direction).not.toBe('up'));

  test.each(['change', 'changePercent', 'previousClose'])('has no %s that is no finite number', (field) => {
    for (const value of ['-5', NaN, Infinity, {}, undefined])
      expect(readQuote({ [field]: value })).toMatchObject({ [field]: null, direction: null });
  });

  test('is at no limit against its arrow', () => {
    expect(readQuote({ limit: 'lower' }).limit).toBeNull();
    expect(readQuote({ limit: 'upper' }).limit).toBe('upper');
  });

  test.each([1e6, -1, 'x', Infinity])('is not printed with %s decimals', (decimals) =>
    expect(readQuote({ decimals }).decimals).toBeLessThanOrEqual(8),
  );

  test('is not from next year', () => expect(readQuote({ asOf: Date.now() + 365 * 86_400_000 }).asOf).toBeNull());

  test('is never more current than now', () =>
    expect(readQuote({ asOf: Date.now() + 3_600_000 }).asOf).toBeLessThanOrEqual(trueTime()));

  test.each(['state', 'kind', 'direction', 'limit'])('has no invented %s', (field) =>
    expect(Object.values(readQuote({ [field]: '<b>' }))).not.toContain('<b>'),
  );

  test('has at most 64 points in its chart', () =>
    expect(readQuote({ trend: Array(1e5).fill(1) }).trend.length).toBe(64));
});

describe('a feed of another tab', () => {
  test('has at most 500 items', () =>
    expect(
      withFeed({ quotes: Array.from({ length: 20_000 }, (_, id) => ({ id: `Q${id}`, price: 1 })) })?.quotes.length,
    ).toBe(500));
  test('has at most 1000 issues of its own', () =>
    expect(withFeed({ issues: Array(1e5).fill({ path: '', rule: 'x', action: 'kept' }) })?.issues.length).toBe(1000));
  test.each([-1, 1e9, NaN])('is not kept for %s seconds', (ttl) => expect(withFeed({ ttl })?.ttl).toBeNull());
  test('has a notice of at most 200 characters', () =>
    expect(withFeed({ notice: 'N'.repeat(1e6) })?.notice?.length).toBe(200));
  test('has no field that a feed lacks', () =>
    expect(withFeed({ removed: ['KOSPI'], more: 1 })).not.toHaveProperty('more'));
});

describe('a deadline of another tab', () => {
  const failure = { kind: 'http', status: 429, retryAt: 8e15, issues: [] };
  const nothing = { dueAt: 8e15, notBefore: Infinity, stream: { opensAt: Infinity, breaks: 1e300 }, failure };

  test('is at most that of the longest Retry-After away', () => {
    const { dueAt, notBefore, stream, failure } = read(nothing)!;
    const latest = pageTime() + LONGEST;
    for (const time of [dueAt, notBefore, stream?.opensAt]) expect(time).toBeLessThanOrEqual(latest);
    expect(failure?.retryAt).toBeLessThanOrEqual(Date.now() + LONGEST);
    expect(stream?.breaks).toBeLessThan(100);
  });

  test.each([NaN, -Infinity, 'soon', undefined])('is now instead of %s', (dueAt) =>
    expect(read({ dueAt, feed: good })?.dueAt).toBeLessThanOrEqual(pageTime()),
  );

  test('does not say that data have been received in the future', () =>
    expect(read({ dueAt: 0, feed: good, receivedAt: 8e15 })?.receivedAt).toBeLessThanOrEqual(pageTime()));

  test.each(['failures', 'unchangedResponses', 'freshSeconds', 'pollSeconds'] as const)(
    'counts no endless %s',
    (name) => expect(read({ dueAt: 0, feed: good, [name]: 1e300 })?.[name]).toBeLessThanOrEqual(LONGEST),
  );

  test('is no failure of an unknown kind', () =>
    expect(read({ dueAt: 0, feed: good, failure: { ...failure, kind: '<b>' } })?.failure).toBeUndefined());
});
