import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createEventRing } from '../../../../src/feed-tool/serve/event-ring.js';
import { parseFeed, type Feed } from '../../../../src/feed.js';
import { mergeUpdates } from '../../../../src/model/merge-updates.js';
import { now } from '../../../support/fixtures/parse-helpers.js';
import { seed, seedWith, ticked } from '../../../support/fixtures/seed.js';
import { rawClient, requestText } from '../../../server/edge/raw-client.js';
import { openStream, startServer, type StreamUnderTest } from './feed-under-test.js';

afterEach(() => void vi.useRealTimers());

const priced = (price: number) => seedWith({ KOSDAQ: { price, change: 1, changePercent: 0.1 } });
const ids = ({ events }: StreamUnderTest): string[] => events.map(({ id }) => id);

/** What the element would show. */
const shown = ({ events }: StreamUnderTest): Feed =>
  mergeUpdates(
    parseFeed([], { now }),
    events.map(({ data }) => data),
    (payload, known) => parseFeed(payload, { known, now }),
  );

describe('a stream', () => {
  test('begins with the whole feed, and goes on with what changes', async () => {
    const { origin, engine } = await startServer({ payload: seed });
    const stream = await openStream(origin, { accept: 'text/event-stream' });
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(stream.headers['content-encoding']).toBeUndefined();
    await expect.poll(() => stream.events.length).toBe(1);
    expect(stream.text()).toMatch(/^retry: \d{4}\n\n/);
    expect(shown(stream).quotes).toEqual(parseFeed(seed, { now }).quotes);
    engine.show(ticked);
    await expect.poll(() => stream.events.length).toBe(2);
    expect(stream.events[1]!.data).toMatchObject({ items: [{ id: 'KOSDAQ', price: 765.02 }] });
    expect(shown(stream).quotes).toEqual(parseFeed(ticked, { now }).quotes);
  });

  test('says nothing when nothing has changed but the order', async () => {
    const { origin, engine } = await startServer({ payload: seed });
    const stream = await openStream(origin);
    engine.show({ ...seed, items: seed.items.toReversed() });
    engine.show(ticked);
    await expect.poll(() => stream.events.length).toBe(2);
    expect(stream.events[1]!.data).toMatchObject({ items: [{ id: 'KOSDAQ' }] });
  });

  test('may be compressed for nobody', async () => {
    const { origin } = await startServer({ payload: seed });
    const stream = await openStream(origin, { 'accept-encoding': 'gzip, br' });
    expect(stream.headers['content-encoding']).toBeUndefined();
  });

  test('may be read by pages of the allowed origins', async () => {
    const { origin } = await startServer({ payload: seed, settings: { cors: ['https://paper.example'] } });
    const { headers } = await openStream(origin, { origin: 'https://paper.example' });
    expect(headers['access-control-allow-origin']).toBe('https://paper.example');
  });

  test('is not opened by HEAD', async () => {
    const { request } = await startServer({ payload: seed });
    expect(await request('/markets/stream', {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
    expect((await request('/metrics')).text).toContain('\nmarket_ticker_feed_streams 0\n');
  });

  test('has a comment now and then', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { origin } = await startServer({ payload: seed, settings: { heartbeat: 7 } });
    const stream = await openStream(origin);
    await expect.poll(() => stream.events.length).toBe(1);
    vi.advanceTimersByTime(7000);
    await expect.poll(() => stream.text()).toMatch(/\n\n:\n\n$/);
  });
});

describe('a reader who comes back', () => {
  const start = async () => {
    const server = await startServer({ payload: seed });
    const first = await openStream(server.origin);
    for (const price of [1, 2, 3]) server.engine.show(priced(price));
    await expect.poll(() => first.events.length).toBe(4);
    return { ...server, first };
  };

  test('gets only what he has missed', async () => {
    const { origin, first } = await start();
    const again = await openStream(origin, { 'last-event-id': first.events[1]!.id });
    await expect.poll(() => ids(again)).toEqual(ids(first).slice(2));
  });

  test('gets nothing if he has missed nothing, and then what comes', async () => {
    const { origin, first, engine } = await start();
    const again = await openStream(origin, { 'last-event-id': first.events[3]!.id });
    engine.show(priced(4));
    await expect.poll(() => again.events.length).toBe(1);
    expect(again.events[0]!.data).toMatchObject({ items: [{ id: 'KOSDAQ', price: 4 }] });
  });

  test.each(['0-0', 'garbage', '-', 'x'.repeat(1000), '1', 'ffffffffffff-3'])(
    'gets the whole feed if his id %s is unknown',
    async (id) => {
      const { origin } = await start();
      const again = await openStream(origin, { 'last-event-id': id });
      await expect.poll(() => again.events.length).toBe(1);
      expect(again.events[0]!.data).toMatchObject({ items: [{}, { id: 'KOSDAQ', price: 3 }, {}, {}] });
    },
  );

  test.each([
    (id: string) => id.replace(/\d+$/, '99'),
    (id: string) => id.replace(/\d+$/, '-1'),
    (id: string) => `${id}.5`,
  ])('gets the whole feed if the number of his id is wrong', async (change) => {
    const { origin, first } = await start();
    const again = await openStream(origin, { 'last-event-id': change(first.events[1]!.id) });
    await expect.poll(() => again.events.length).toBe(1);
    expect(again.events[0]!.data).toHaveProperty('version', 1);
  });

  test('is told of items that have gone in the meantime', async () => {
    const { origin, engine } = await start();
    engine.show({ ...seed, items: seed.items.slice(2) });
    const again = await openStream(origin, { 'last-event-id': 'unknown' });
    await expect.poll(() => again.events.length).toBe(1);
    expect(again.events[0]!.data).toMatchObject({
      items: [{}, {}, { id: 'KOSPI', removed: true }, { id: 'KOSDAQ', removed: true }],
    });
  });
});

describe('the events that are kept', () => {
  test('are limited in number', () => {
    const ring = createEventRing('a');
    for (let count = 0; count < 600; count++) ring.add(`${count}`);
    expect(ring.since('a-600')).toEqual([]);
    expect(ring.since('a-100')?.length).toBe(500);
    expect(ring.since('a-99')).toBeUndefined();
  });

  test('are limited in size', () => {
    const ring = createEventRing('a');
    for (let count = 0; count < 20; count++) ring.add('x'.repeat(100_000));
    expect(ring.since('a-10')?.length).toBe(10);
    expect(ring.since('a-9')).toBeUndefined();
    ring.add('x'.repeat(2 ** 21));
    expect(ring.since('a-20')).toBeUndefined();
    expect(ring.since('a-21')).toEqual([]);
  });
});

describe('a server gives no more than it has', () => {
  test('of streams: one reader too many is asked to come later, and may when another has gone', async () => {
    const { origin, request } = await startServer({ payload: seed, settings: { maxStreams: 2 } });
    const first = await openStream(origin);
    await openStream(origin);
    expect(await request('/markets/stream')).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
    expect(await request('/markets.json')).toMatchObject({ status: 200 });
    expect((await request('/metrics')).text).toContain('\nmarket_ticker_feed_streams_refused_total 1\n');
    first.close();
    await expect.poll(async () => (await openStream(origin)).status).toBe(200);
  });

  test('of memory: a reader who does not read gets the whole feed when he reads again', async () => {
    const { port, engine, request } = await startServer({ payload: seed });
    const slow = await rawClient(port, requestText('GET /markets/stream'));
    await once(slow.socket, 'data');
    slow.socket.pause();
    const items = Array.from({ length: 400 }, (_, index) => ({ id: `ITEM${index}`, name: 'x'.repeat(80), price: 1 }));
    let price = 1;
    const show = (next: number): void => engine.show({ items: items.map((item) => ({ ...item, price: next })) });
    const sent = async (): Promise<string> => /stream_events_total (\d+)/.exec((await request('/metrics')).text)![1]!;
    /** Shows some versions. Returns whether an event was written for any of them. */
    const isWritten = async (): Promise<boolean> => {
      const before = await sent();
      for (let count = 0; count < 20; count++) {
        show(++price);
        await nextTurn();
      }
      return (await sent()) !== before;
    };
    // The operating system also buffers some megabytes.
    let rounds = 0;
    while (await isWritten()) rounds++;
    expect(rounds).toBeGreaterThan(0);
    expect(await isWritten()).toBe(false);
    slow.socket.resume();
    await expect.poll(() => slow.text().slice(-60_000), { timeout: 20_000 }).toContain(`"price":${price},`);
    show(5);
    await expect.poll(() => slow.text().slice(-60_000)).toContain('"price":5,');
    slow.socket.destroy();
  });
});

test('streams end when the server stops, and nobody waits for a reader who does not read', async () => {
  const { origin, port, server } = await startServer({ payload: seed, grace: 50 });
  const stream = await openStream(origin);
  const slow = await rawClient(port, requestText('GET /markets/stream'));
  await once(slow.socket, 'data');
  slow.socket.pause();
  await server.close();
  await stream.ended;
  slow.socket.destroy();
});
