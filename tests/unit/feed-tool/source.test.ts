import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSource, type SourceOptions } from '../../../src/feed-tool/sources/source.js';
import { SourceError, type Source, type SourceConfig } from '../../../src/feed-tool/types.js';
import { portalDay, portalHoliday } from '../../support/feed-tool/source-server.js';
import { captureLog } from '../../support/feed-tool/captured-log.js';
import { scriptedTransport, type ScriptedTransport } from '../../support/feed-tool/scripted-transport.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Monday, 10:00 in Seoul. */
const start = Date.parse('2026-11-30T01:00:00Z');

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

const feedOf = (price: number, fields: object = {}): object => ({ items: [{ id: 'A', price, ...fields }] });

function setUp(
  config: Partial<SourceConfig> = {},
  answer: ScriptedTransport['answer'] = () => feedOf(1),
  options: Partial<SourceOptions> = {},
) {
  const script = scriptedTransport(answer);
  const log = captureLog();
  let changes = 0;
  const source = createSource(
    { name: 'a', url: 'https://a.example/', ...config },
    { transport: script.transport, log, random: () => 0.5, onChange: () => changes++, ...options },
  );
  return { source, script, log, changes: () => changes };
}

/** The gaps between the requests, in seconds. */
const gapsOf = ({ requests }: ScriptedTransport): number[] =>
  requests.slice(1).map(({ at }, index) => Math.round((at - requests[index]!.at) / 1000));

async function run(source: Source, ms: number): Promise<void> {
  source.start();
  await vi.advanceTimersByTimeAsync(ms);
}

test('a source is requested at once, and then at its pace', async () => {
  const { source, script, changes } = setUp({ every: 10 });
  await run(source, 35_000);
  expect(gapsOf(script)).toEqual([10, 10, 10]);
  expect(changes()).toBe(4);
  expect(source.state).toMatchObject({ requests: 4, failures: 0, isFresh: true, nextRequestAt: start + 40_000 });
});

test('the pace varies by ten per cent either way', async () => {
  let random = 0;
  const { source, script } = setUp({ every: 100 }, undefined, { random: () => random });
  await run(source, 0);
  random = 1;
  await vi.advanceTimersByTimeAsync(90_000);
  await vi.advanceTimersByTimeAsync(110_000);
  expect(gapsOf(script)).toEqual([90, 110]);
});

test('while all quotes are closed, the pace is that of closed markets', async () => {
  const { source, script } = setUp({ every: 5 }, () => feedOf(1, { state: 'closed' }));
  await run(source, 130_000);
  expect(gapsOf(script)).toEqual([60, 60]);
  script.answer = () => feedOf(1, { state: 'open' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(gapsOf(script).slice(-2)).toEqual([5, 5]);
  const slow = setUp({ every: 5, everyClosed: 600 }, () => feedOf(1, { state: 'holiday' }));
  await run(slow.source, 1_300_000);
  expect(gapsOf(slow.script)).toEqual([600, 600]);
});

test('the first price after an opening comes within the pace, because one open quote is enough', async () => {
  const items = [
    { id: 'A', price: 1, state: 'closed' },
    { id: 'B', price: 1, state: 'open' },
  ];
  const { source, script } = setUp({ every: 5 }, () => ({ items }));
  await run(source, 12_000);
  expect(gapsOf(script)).toEqual([5, 5]);
});

test('failures are followed by requests with a growing delay, up to the pace', async () => {
  const { source, script, log } = setUp({ every: 30 }, () => new SourceError('unreachable', 'down'), {
    random: () => 1,
  });
  await run(source, 200_000);
  expect(gapsOf(script).slice(0, 7)).toEqual([2, 4, 8, 16, 30, 30, 30]);
  expect(log.lines[0]).toBe('warn source failed');
  expect(log.fields[0]).toEqual({ source: 'a', kind: 'unreachable', message: 'down', failures: 1, retrySeconds: 2 });
  expect(source.state).toMatchObject({ feed: undefined, isFresh: false, error: { kind: 'unreachable' } });
});

test('a failure is followed by a request after a second at least', async () => {
  const { source, script } = setUp({ every: 30 }, () => new SourceError('timeout', 'slow'), { random: () => 0 });
  await run(source, 5_500);
  expect(gapsOf(script)).toEqual([1, 1, 1, 1, 1]);
});

test('a source recovers within one pace, and the log says so', async () => {
  const { source, script, log } = setUp({ every: 30 }, () => new SourceError('unreachable', 'down'));
  await run(source, 10 * MINUTE);
  script.answer = () => feedOf(2);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(source.state).toMatchObject({ failures: 0, error: undefined, isFresh: true });
  expect(log.lines.at(-1)).toBe('info source recovered');
});

test.each([
  ['a client error', new SourceError('status', 'x', { status: 403 })],
  ['an empty answer', new SourceError('empty', 'x')],
  ['a private address', new SourceError('private', 'x')],
  ['a redirect', new SourceError('redirect', 'x')],
])('after %s, the source is requested at its pace only', async (_, error) => {
  const { source, script } = setUp({ every: 100 }, () => error, { random: () => 1 });
  await run(source, 350_000);
  expect(gapsOf(script)).toEqual([100, 100, 100]);
});

test('no request is sent before the time that the server requests, however often it fails', async () => {
  const limited = new SourceError('status', 'x', { status: 429, retryAfter: 120_000 });
  const { source, script } = setUp({ every: 10 }, () => limited);
  await run(source, 400_000);
  expect(gapsOf(script)).toEqual([126, 126, 126]);
  // A request for a second does not end the growing of the delay.
  const hasty = new SourceError('status', 'x', { status: 429, retryAfter: 1000 });
  const other = setUp({ every: 30 }, () => hasty, { random: () => 1 });
  await run(other.source, 32_000);
  expect(gapsOf(other.script)).toEqual([2, 4, 8, 16]);
});

test('the last good feed stays when a request fails, and is fresh for three paces at least', async () => {
  const { source, script } = setUp({ every: 10 });
  await run(source, 0);
  script.answer = () => new SourceError('timeout', 'slow');
  await vi.advanceTimersByTimeAsync(69_000);
  expect(source.state.isFresh).toBe(true);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(source.state).toMatchObject({ isFresh: false, receivedAt: start, feed: { quotes: [{ id: 'A', price: 1 }] } });
  const slow = setUp({ every: 3600 });
  await run(slow.source, 0);
  slow.script.answer = () => new SourceError('status', 'x', { status: 403 });
  await vi.advanceTimersByTimeAsync(3 * HOUR - 1);
  expect(slow.source.state.isFresh).toBe(true);
  await vi.advanceTimersByTimeAsync(2000);
  expect(slow.source.state.isFresh).toBe(false);
});

test('a clock that is set forward or back changes no deadline', async () => {
  const { source, script } = setUp({ every: 10 });
  await run(source, 5000);
  vi.setSystemTime(start + 30 * DAY);
  expect(source.state.isFresh).toBe(true);
  vi.setSystemTime(start - 30 * DAY);
  await vi.advanceTimersByTimeAsync(5000);
  expect(script.requests.length).toBe(2);
  expect(source.state.requestsInDay).toBe(2);
});

test('a quote that is older than the known one does not replace it', async () => {
  const { source, script } = setUp({ every: 10 }, () => feedOf(2, { asOf: '2026-11-30T00:59:00Z' }));
  await run(source, 0);
  script.answer = () => feedOf(1, { asOf: '2026-11-30T00:58:00Z' });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(source.state.feed?.quotes).toMatchObject([{ price: 2 }]);
});

test('there is one request at a time, and whoever asks for another waits for it', async () => {
  let finish: (feed: object) => void = () => undefined;
  const { source, script } = setUp({ every: 5 }, () => new Promise<object>((resolve) => (finish = resolve)));
  source.start();
  await vi.advanceTimersByTimeAsync(0);
  const both = Promise.all([source.requestNow(), source.requestNow()]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([script.requests.length, script.open]).toEqual([1, 1]);
  finish(feedOf(3));
  await both;
  expect(source.state.feed?.quotes[0]?.price).toBe(3);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(script.requests.length).toBe(2);
});

test('a request at once moves the next one, and starts no pace by itself', async () => {
  const { source, script } = setUp({ every: 10 });
  await source.requestNow();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(script.requests.length).toBe(1);
  expect(source.state.nextRequestAt).toBeUndefined();
  source.start();
  await vi.advanceTimersByTimeAsync(4_000);
  await source.requestNow();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(gapsOf(script)).toEqual([60, 4, 10]);
});

test('stopping ends the request under way, which is no failure, and all timers', async () => {
  const { source, script, log, changes } = setUp({ every: 5 }, () => new Promise(() => undefined));
  await run(source, 1000);
  source.stop();
  await vi.advanceTimersByTimeAsync(DAY);
  expect([script.requests.length, script.open, vi.getTimerCount(), changes()]).toEqual([1, 0, 0, 0]);
  expect(log.lines).toEqual([]);
  script.answer = () => feedOf(1);
  await run(source, 0);
  expect(source.state.feed).toBeDefined();
});

test('a transport that throws something else is a failure of the source', async () => {
  const { source } = setUp({}, () => new TypeError('sesame'));
  await source.requestNow();
  expect(source.state.error).toMatchObject({ kind: 'unreachable', message: 'the request failed' });
});

test('a key that a source echoes is in no message', async () => {
  const { source, log } = setUp({}, () => '<title>no key sesame%2B1 or sesame+1</title>', {
    secrets: ['sesame+1', 'sesame%2B1'],
  });
  await source.requestNow();
  expect(source.state.error?.message).toBe('the source responded with an error page: no key … or …');
  expect(JSON.stringify(log.fields)).not.toContain('sesame');
});

test('a key is masked before a message is cut, so that no part of it is left', async () => {
  const key = 'sesame'.repeat(5);
  for (const answer of [`<p>${'x'.repeat(90)} ${key}`, { Note: `${'x'.repeat(60)} ${key}` }]) {
    const { source } = setUp({}, () => answer, { secrets: [key] });
    await source.requestNow();
    expect(source.state.error?.message).toMatch(/^the (?:source|response).*xxx …/);
  }
});

test('the issues of a source are logged once, until they change, whatever their values are', async () => {
  let price = 0;
  const answer = () => feedOf(++price, { asOf: `${price}?` });
  const { source, script, log } = setUp({ every: 10, items: ['A', 'B'] }, answer);
  await run(source, 35_000);
  expect(log.lines.length).toBe(1);
  script.answer = () => ({
    items: [
      { id: 'A', price: 1 },
      { id: 'B', price: 1 },
    ],
  });
  await vi.advanceTimersByTimeAsync(10_000);
  script.answer = () => feedOf(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(log.lines).toEqual(['warn source has issues', 'warn source has issues']);
});

test('what is known from an earlier run is shown, and is fresh only if it is recent', async () => {
  const { source } = setUp();
  await source.requestNow();
  const { feed } = source.state;
  const initial = (receivedAt: number) =>
    setUp({ every: 60 }, undefined, { initial: { feed, receivedAt } }).source.state;
  expect(initial(start - 100_000)).toMatchObject({ feed, receivedAt: start - 100_000, isFresh: true });
  expect(initial(start - 200_000).isFresh).toBe(false);
  expect(initial(start + DAY).isFresh).toBe(false);
});

/** Returns the most requests in any 24 hours. */
const mostInDay = ({ requests }: ScriptedTransport): number =>
  Math.max(...requests.map(({ at }) => requests.filter((other) => other.at >= at && other.at < at + DAY).length));

test.each<[string, Partial<SourceConfig>, ScriptedTransport['answer']]>([
  ['at its pace', { every: 60, budget: 500 }, () => feedOf(1)],
  ['while it fails', { every: 60, budget: 500 }, () => new SourceError('unreachable', 'down')],
  ['with a budget of one', { every: 3600, budget: 1 }, () => feedOf(1)],
  [
    'while it is asked for earlier days',
    { every: 900, budget: 300, url: 'https://a.example/{date}', daysBack: 7 },
    () => [],
  ],
])('a source has no more requests in any 24 hours than its budget, %s', async (_, config, answer) => {
  const { source, script, log } = setUp(config, answer, { random: () => 0.3 });
  await run(source, 3 * DAY);
  expect(mostInDay(script)).toBeLessThanOrEqual(config.budget!);
  expect(script.requests.length).toBeGreaterThan(2 * config.budget!);
  // A source that goes back over days may run into the limit in the midst of them. Otherwise it waits.
  const kinds = log.fields.map(({ kind }) => kind);
  if (!config.daysBack) expect(kinds).not.toContain('budget');
});

test.each([
  ['the source answers', () => feedOf(1)],
  ['it fails', () => new SourceError('unreachable', 'down')],
])('near the budget the pace is stretched, so that there is no long gap, while %s', async (_, answer) => {
  const { source, script } = setUp({ every: 60, budget: 1000 }, answer);
  await run(source, 3 * DAY);
  expect(Math.max(...gapsOf(script))).toBeLessThan(600);
  expect(mostInDay(script)).toBeGreaterThan(900);
});

test('a restart does not renew the budget', async () => {
  const first = setUp({ every: 60, budget: 100 });
  await run(first.source, 5 * HOUR);
  const { requestTimes } = first.source.state;
  first.source.stop();
  const second = setUp({ every: 60, budget: 100 }, undefined, { initial: { requestTimes } });
  await run(second.source, DAY);
  expect(
    mostInDay({ ...second.script, requests: [...first.script.requests, ...second.script.requests] }),
  ).toBeLessThanOrEqual(100);
});

test('a request beyond the budget is not sent, and keeps the last good feed', async () => {
  const { source, script } = setUp({ budget: 2 });
  for (let count = 0; count < 3; count++) await source.requestNow();
  expect(script.requests.length).toBe(2);
  expect(source.state).toMatchObject({
    error: { kind: 'budget', message: 'the budget of 2 requests in 24 hours is used up' },
    requests: 2,
    failedRequests: 0,
    feed: { quotes: [{ price: 1 }] },
  });
});

const portal: Partial<SourceConfig> = {
  url: 'https://a.example/?basDt={date:-1d,yyyyMMdd,Asia/Seoul}',
  adapter: 'krx',
  items: ['KOSPI'],
  every: 3600,
};
const daysOf = ({ requests }: ScriptedTransport): (string | null)[] =>
  requests.map(({ url }) => url.searchParams.get('basDt'));

test('earlier days are asked for while a day is empty, and then only the latest and the one that had something', async () => {
  const { source, script } = setUp(portal, ({ url }) =>
    url.href.endsWith('20261127') ? portalDay('20261127') : portalHoliday,
  );
  await run(source, 1000);
  expect(daysOf(script)).toEqual(['20261129', '20261128', '20261127']);
  expect(source.state).toMatchObject({ requests: 3, failures: 0, feed: { quotes: [{ id: 'KOSPI', price: 3101.5 }] } });
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(daysOf(script).slice(3)).toEqual(['20261129', '20261127']);
  // The numbers of the latest day come out.
  script.answer = () => portalDay('20261129', '3,200');
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(daysOf(script).slice(5)).toEqual(['20261129']);
  expect(source.state.feed?.quotes[0]?.price).toBe(3200);
});

test('when a new day begins, all days are asked for again', async () => {
  const { source, script } = setUp(portal, ({ url }) =>
    url.href.endsWith('20261127') ? portalDay('20261127') : portalHoliday,
  );
  await run(source, 1000);
  vi.setSystemTime(start + DAY);
  script.requests.length = 0;
  await source.requestNow();
  expect(daysOf(script)).toEqual(['20261130', '20261129', '20261128', '20261127']);
});

test('a day that is empty after it had something does not bring older numbers back', async () => {
  const { source, script } = setUp(portal, () => portalDay('20261129', '3,200'));
  await run(source, 0);
  script.answer = ({ url }) => (url.href.endsWith('20261129') ? portalHoliday : portalDay('20261128'));
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(daysOf(script).slice(1)).toEqual(['20261129', '20261128']);
  expect(source.state.feed?.quotes[0]?.price).toBe(3200);
});

test('without a day that has something, the source is empty after as many days as are configured', async () => {
  const { source, script } = setUp({ ...portal, daysBack: 2 }, () => portalHoliday);
  await source.requestNow();
  expect(daysOf(script)).toEqual(['20261129', '20261128', '20261127']);
  expect(source.state.error).toMatchObject({ kind: 'empty' });
});

test('another failure than an empty answer does not lead to earlier days', async () => {
  const { source, script } = setUp(portal, () => new SourceError('timeout', 'slow'));
  await source.requestNow();
  expect(script.requests.length).toBe(1);
});

test('a source that is not asked for a day is requested once when it is empty', async () => {
  const { source, script } = setUp({}, () => []);
  await source.requestNow();
  expect(script.requests.length).toBe(1);
});
