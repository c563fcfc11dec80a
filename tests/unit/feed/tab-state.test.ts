import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pageTime } from '../../../src/clock/page-time.js';
import '../../../src/adapters/kis.js';
import '../../../src/adapters/krx.js';
import '../../../src/adapters/naver.js';
import '../../../src/adapters/yahoo.js';
import { parseFeed, type Feed } from '../../../src/feed.js';
import { onReadersClock, readTabState } from '../../../src/feed/tab-state.js';
import type { SourceState } from '../../../src/feed/types.js';
import { consistent, toItem } from '../../support/fixtures/consistent.js';
import { DIRECTIONS, ROWS, UNITS, type NastyRow } from '../../support/fixtures/nasty.js';
import { validFeed } from '../../support/fixtures/odd.js';
import { seed } from '../../support/fixtures/seed.js';

beforeEach(() => void vi.stubGlobal('navigator', {}));
afterEach(() => void vi.unstubAllGlobals());

/** What a tab reads of a state that another tab has sent. */
const sent = (state: Partial<SourceState>): SourceState | undefined =>
  readTabState('feed', structuredClone(onReadersClock({ dueAt: pageTime(), ...state }, 1)));

const isUsable = ({ quotes }: Feed): boolean => quotes.length > 0;

describe('a feed that one tab has read stays as it is when another tab reads it', () => {
  test.each([...DIRECTIONS, ...UNITS, ...ROWS] as NastyRow[])('%s', (_, payload, options) => {
    const feed = parseFeed(payload, typeof options === 'string' ? { adapter: options } : options);
    if (isUsable(feed)) expect(sent({ feed })?.feed).toEqual(structuredClone(feed));
  });

  test('whatever a valid feed contains', () => {
    fc.assert(
      fc.property(validFeed, (payload) => {
        const feed = parseFeed(payload);
        if (isUsable(feed)) expect(sent({ feed })?.feed).toEqual(structuredClone(feed));
      }),
    );
  });

  test('whatever the numbers are', () => {
    fc.assert(
      fc.property(consistent, (numbers) => {
        const feed = parseFeed({ items: [toItem(numbers)] });
        expect(sent({ feed })?.feed).toEqual(structuredClone(feed));
      }),
    );
  });

  test.each([
    ['a percent of a rate that is printed as 0', { kind: 'rate', price: 0.0004, changePercent: 0 }],
    ['a change that was derived from a percent, and rounded', { kind: 'equity', price: 1.792, changePercent: 79.2 }],
    ['a rate that comes from 0', { kind: 'rate', price: 0.5, change: 0.5 }],
    ['a limit', { price: 130, previousClose: 100, limit: 'upper' }],
    ['signs that contradict each other', { price: 100, change: '▲-5' }],
    ['a direction without numbers', { price: 100, direction: '▲' }],
  ])('%s', (_, fields) => {
    const feed = parseFeed({ items: [{ id: 'X', ...fields }] });
    expect(sent({ feed })?.feed).toEqual(structuredClone(feed));
  });

  test('a date stays a date, and the first millisecond of a day stays a time', () => {
    const times = ['2025-06-09', '2025-06-09T00:00:00Z', '2025-06-09T09:13:14.253+09:00'];
    const feed = parseFeed({ generatedAt: times[0], items: times.map((asOf, id) => ({ id, price: 1, asOf })) });
    expect(sent({ feed })?.feed).toEqual(feed);
  });
});

test('a state that one tab has sent arrives with the page times of the other', () => {
  const now = pageTime();
  const state: SourceState = {
    feed: parseFeed(seed),
    failure: { kind: 'http', status: 503, retryAt: Date.now() + 9000, issues: [] },
    dueAt: now + 9000,
    notBefore: now + 8000,
    receivedAt: now - 5000,
    freshSeconds: 30,
    failures: 2,
    unchangedResponses: 3,
    stream: { opensAt: now + 7000, breaks: 1 },
    serverAhead: 12,
    pollSeconds: 10,
  };
  const { feed, failure, stream, ...times } = sent(state)!;
  expect({ feed, failure }).toEqual({ feed: state.feed, failure: state.failure });
  // The clocks are read several times, between which a busy machine may do other work for some ms.
  expect(stream).toEqual({ opensAt: expect.closeTo(now + 7000, -2) as number, breaks: 1 });
  for (const [name, time] of Object.entries(times)) expect(time).toBeCloseTo(state[name as 'dueAt'], -2);
});

test('a feed that is loaded only once is never due again', () => {
  expect(sent({ feed: parseFeed(seed), dueAt: Infinity })?.dueAt).toBe(Infinity);
});
