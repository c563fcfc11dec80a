import { expect, waitUntil } from '@open-wc/testing';
import type { MarketTickerElement, MarketTickerErrorEvent } from 'market-ticker/element.js';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { seed, seedRows, ticked } from '../fixtures/seed.js';
import type { FeedResponse } from '../server/feed-server.js';
import { serveFeed, serveStream, streamOf } from '../server/feed.js';
import { isChromium, reaches, rows } from './strip.js';

// Each fault takes as long as a poll or a request; so all are there at the same time, each with a strip and a feed of its own.

const NEW = 'KOSDAQ 765.02 ▲ +8.79 +1.16%';
const INTERVAL = 5;

/** What has come as far as the page's own handlers of errors: nothing should. */
const escaped: string[] = [];
const strips: Element[] = [];
const onEscape = (event: Event): void => void escaped.push(event.type);

beforeAll(() => {
  for (const type of ['error', 'unhandledrejection']) addEventListener(type, onEscape);
});

afterAll(() => {
  for (const strip of strips) strip.remove();
  for (const type of ['error', 'unhandledrejection']) removeEventListener(type, onEscape);
  expect(escaped).to.deep.equal([]);
});

async function followed(attributes: Record<string, string>) {
  const element = document.createElement('market-ticker');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  const errors: MarketTickerErrorEvent[] = [];
  element.addEventListener('market-ticker-error', (event) => errors.push(event));
  document.body.append(element);
  strips.push(element);
  await reaches(element, 'live');
  return { element, errors };
}

const shows = (element: MarketTickerElement, row: string): Promise<void> =>
  waitUntil(() => rows(element).includes(row), `shows ${row}`, { interval: 20, timeout: 25_000 });

const inSeconds = (from: number, to: number | null): number => (to! - from) / 1000;

const faults: Record<string, { response: FeedResponse; kind: string; status?: number; least?: number; most?: number }> =
  {
    '500': { response: { status: 500 }, kind: 'http', status: 500, least: 1, most: 2 },
    '404, which is tried again at the pace': {
      response: { status: 404 },
      kind: 'http',
      status: 404,
      least: 4.5,
      most: 5,
    },
    '503 with Retry-After in seconds': {
      response: { status: 503, headers: { 'retry-after': '3' } },
      kind: 'http',
      status: 503,
      least: 3,
      most: 3.3,
    },
    '429 with Retry-After as a date': {
      response: {
        status: 429,
        // By the server's clock, which is two hours ahead.
        headers: { date: 'Mon, 23 Nov 2026 12:00:00 GMT', 'retry-after': 'Mon, 23 Nov 2026 12:00:04 GMT' },
      },
      kind: 'http',
      status: 429,
      least: 4,
      most: 4.4,
    },
    'HTML with status 200': {
      response: { body: '<h1>Sign in</h1>', headers: { 'content-type': 'text/html' } },
      kind: 'type',
      status: 200,
    },
    'JSON as plain text': {
      response: { body: seed, headers: { 'content-type': 'text/plain' } },
      kind: 'type',
      status: 200,
    },
    'cut-off JSON': { response: { body: JSON.stringify(seed).slice(0, 200) }, kind: 'syntax', status: 200 },
    'a body byte by byte': { response: { body: seed, fault: 'slow' }, kind: 'timeout' },
    silence: { response: { fault: 'hang' }, kind: 'timeout' },
    'a reset': { response: { fault: 'reset' }, kind: 'network' },
    'a redirect loop': { response: { status: 302, headers: { location: '?again' } }, kind: 'network' },
    'a refusal by CORS': {
      response: { body: seed, headers: { 'access-control-allow-origin': null } },
      kind: 'network',
    },
  };

describe.runIf(isChromium)('every fault leaves the old strip, and is over with the first good answer', () => {
  for (const [name, { response, kind, status, least = 1, most = 5 }] of Object.entries(faults))
    test.concurrent(name, { timeout: 60_000 }, async () => {
      const feed = await serveFeed([{ body: seed }]);
      const strip = await followed({ src: feed.url, interval: String(INTERVAL) });
      const { element, errors } = strip;
      await feed.respond([response]);
      await element.refresh();
      const told = Date.now();
      const [error] = errors;
      expect([error?.kind, error?.status]).to.deep.equal([kind, status]);
      // What was computed a moment ago, and read a moment later.
      expect(inSeconds(told, error!.retryAt)).to.be.within(least - 0.5, most + 0.1);
      expect(element.status).to.equal('error');
      expect(rows(element)).to.deep.equal(seedRows);

      const asked = (await feed.requests()).length;
      await feed.respond([{ body: ticked }]);
      await waitUntil(async () => (await feed.requests()).length > asked, 'asks again', {
        interval: 50,
        timeout: 7000,
      });
      await shows(element, NEW);
      expect(element.status).to.equal('live');
    });

  test.concurrent(
    'an answer that is never new turns stale by the clock, in an open market',
    { timeout: 60_000 },
    async () => {
      const old = new Date(Date.now() - 56_000).toISOString();
      const body = {
        ...seed,
        state: 'open',
        delay: 0,
        generatedAt: old,
        items: [{ id: 'KOSPI', price: 2855.77, asOf: old }],
      };
      const feed = await serveFeed([{ body }]);
      const strip = await followed({ src: feed.url, interval: String(INTERVAL) });
      await reaches(strip.element, 'stale');
      expect(strip.errors).to.deep.equal([]);
      await strip.element.refresh();
      // The server's word for it is 304, the browser's the same body.
      expect((await feed.requests()).at(-1)!.headers['if-none-match']).to.match(/^"/);
      expect(strip.element.status).to.equal('stale');
      const now = new Date().toISOString();
      await feed.respond([{ body: { ...body, generatedAt: now, items: [{ id: 'KOSPI', price: 2856, asOf: now }] } }]);
      await reaches(strip.element, 'live');
    },
  );

  test.concurrent('an old answer that is replayed changes nothing', { timeout: 60_000 }, async () => {
    const at = (asOf: string, price: number) => ({
      ...seed,
      items: [{ ...seed.items[0]!, price, change: 1, changePercent: 0.1, asOf }],
    });
    const feed = await serveFeed([{ body: at('2025-06-09T15:30:00+09:00', 2860) }]);
    const strip = await followed({ src: feed.url, interval: String(INTERVAL) });
    await feed.respond([{ body: at('2025-06-09T15:29:00+09:00', 2700) }]);
    await strip.element.refresh();
    expect(strip.element.quotes[0]!.price).to.equal(2860);
    expect([strip.element.status, strip.errors.length]).to.deep.equal(['live', 0]);
  });

  test.concurrent('a clock that is an hour ahead makes nothing newer than now', { timeout: 60_000 }, async () => {
    const feed = await serveFeed([{ body: seed }]);
    const strip = await followed({ src: feed.url, interval: String(INTERVAL) });
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    await feed.respond([
      { body: { ...ticked, generatedAt: ahead, items: ticked.items.map((item) => ({ ...item, asOf: ahead })) } },
    ]);
    await strip.element.refresh();
    await shows(strip.element, NEW);
    expect(strip.element.quotes[0]!.asOf).to.be.at.most(Date.now());
    expect([strip.element.status, strip.errors.length]).to.deep.equal(['live', 0]);
  });

  // A browser has six connections to a server, and a stream keeps one: each of these strips goes with its test.
  test.concurrent('a stream that drops is helped out by polling', { timeout: 60_000 }, async () => {
    const stream = await serveStream();
    const feed = await serveFeed([{ body: seed }]);
    const strip = await followed({ src: feed.url, stream: stream.url, interval: String(INTERVAL) });
    await stream.respond([{ status: 503 }]);
    await feed.respond([{ body: ticked }]);
    await stream.end();
    await shows(strip.element, NEW);
    expect(strip.errors.map(({ kind }) => kind)).to.include('stream');
    expect(strip.element.status).to.equal('live');
    strip.element.remove();
  });

  test.concurrent('a stream that asks to be left alone is', { timeout: 60_000 }, async () => {
    const stream = await serveStream();
    const strip = await followed({ src: (await serveFeed([{ body: seed }])).url, stream: stream.url });
    await waitUntil(async () => (await stream.listeners()) === 1);
    await stream.respond([{ status: 503, headers: { 'retry-after': '6' } }]);
    await stream.end();
    // The browser itself comes back once; then it is asked why.
    const refused = async () => (await stream.requests())[2]?.at;
    await waitUntil(refused, 'asked why', { timeout: 10_000 });
    await stream.respond([streamOf([ticked.items[1]])]);
    await shows(strip.element, NEW);
    expect(inSeconds((await refused())!, (await stream.requests())[3]!.at)).to.be.within(5.9, 8);
    strip.element.remove();
  });

  test.concurrent(
    'a feed that asks to be left alone is, also when its stream is back',
    { timeout: 60_000 },
    async () => {
      const stream = await serveStream();
      const feed = await serveFeed([{ body: seed }]);
      const strip = await followed({ src: feed.url, stream: stream.url });
      await waitUntil(async () => (await stream.listeners()) === 1);
      await feed.respond([{ status: 429, headers: { 'retry-after': '12' } }, { body: ticked }]);
      await strip.element.refresh();
      await stream.end();
      await shows(strip.element, NEW);
      const [, refused, next] = await feed.requests();
      expect(inSeconds(refused!.at, next!.at)).to.be.at.least(11.9);
      strip.element.remove();
    },
  );

  test.concurrent('a stream that floods ends with the newest value', { timeout: 60_000 }, async () => {
    const stream = await serveStream([streamOf(seed)]);
    const strip = await followed({ stream: stream.url });
    await waitUntil(async () => (await stream.listeners()) === 1);
    const flood = Array.from({ length: 5000 }, (_, index) => [{ id: 'KOSDAQ', price: 700 + index / 100 }]);
    await stream.push(...flood, ...[[ticked.items[1]]]);
    await shows(strip.element, NEW);
    expect(strip.errors).to.deep.equal([]);
    strip.element.remove();
  });
});
