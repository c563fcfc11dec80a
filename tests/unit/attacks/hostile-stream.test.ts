import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createParser } from '../../../src/adapters/create-parser.js';
import { pageTime } from '../../../src/clock/page-time.js';
import type { FailedFetch } from '../../../src/feed/fetch-json.js';
import { retryDelay } from '../../../src/feed/schedule.js';
import { streamUpdates } from '../../../src/feed/stream-updates.js';
import type { Feed, Issue } from '../../../src/model/quote.js';

const MINUTE = 60_000;
const MIB = 2 ** 20;
const eventStream = { 'content-type': 'text/event-stream' };

type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

/** A real server that answers every request in the same hostile way. */
async function serve(answer: Answer) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stream`, requests };
}

/** Sends a text in an event stream, and then leaves the stream open. */
const sends =
  (...parts: (string | Buffer)[]): Answer =>
  async (response) => {
    response.writeHead(200, eventStream);
    for (const part of parts) {
      response.write(part);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

/** Sends the same text again and again, until the reader hangs up. Returns the bytes that were sent. */
function sendsEndlessly(first: string, piece: string) {
  const sent = { bytes: 0 };
  const answer: Answer = (response) => {
    response.writeHead(200, eventStream);
    response.write(first);
    const go = (): void => {
      if (response.destroyed) return;
      sent.bytes += piece.length;
      if (response.write(piece)) setImmediate(go);
      else response.once('drain', go);
    };
    go();
  };
  return { sent, answer };
}

/** Listens to a stream as a source does. */
function listen(url: string, pollSeconds = 60) {
  const closing = new AbortController();
  onTestFinished(() => closing.abort());
  let feed: Feed | undefined;
  let next: (() => void) | undefined;
  const failures: FailedFetch[] = [];
  const reports: (readonly Issue[])[] = [];
  const ends: (Issue | undefined)[] = [];
  const updates = streamUpdates(url, 'same-origin', undefined, closing.signal, {
    parse: createParser(null, null, () => {}),
    feed: () => feed,
    isRequesting: () => false,
    nextRetryAt: (breaks, status, retryAfter) =>
      pageTime() + retryDelay(breaks, pollSeconds, Math.random(), status, retryAfter),
    onOpen: () => {},
    onMerge: (merged) => void (feed = merged),
    onUpdates: (_, issues) => {
      reports.push(issues);
      next?.();
    },
    onBreak: (failure) => {
      failures.push(failure);
      next?.();
    },
    onEnd: (issue) => {
      ends.push(issue);
      next?.();
    },
  });
  const priceOf = (id: string) => feed?.quotes.find((quote) => quote.id === id)?.price;
  return {
    updates,
    failures,
    reports,
    ends,
    priceOf,
    /** Opens the stream, and resolves when it has broken, ended or reported updates. */
    open: () =>
      new Promise<void>((resolve) => {
        next = resolve;
        updates.open();
      }),
    shows: (id: string, price: number) => vi.waitFor(() => expect(priceOf(id)).toBe(price), { timeout: 20_000 }),
    breaks: () => vi.waitFor(() => expect(failures).not.toEqual([]), { timeout: 20_000 }),
  };
}

/** How often a stream is opened in some minutes, whose time is simulated. Every request is a real one. */
async function openingsIn(minutes: number, url: string): Promise<{ openings: number; failures: FailedFetch[] }> {
  vi.useFakeTimers({ toFake: ['performance', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { updates, open, failures, ends } = listen(url);
  const end = pageTime() + minutes * MINUTE;
  let openings = 0;
  for (; Math.max(updates.opensAt(), pageTime()) < end; openings++) {
    vi.advanceTimersByTime(Math.max(0, updates.opensAt() - pageTime()));
    const before = failures.length + ends.length;
    await open();
    await vi.waitFor(() => expect(failures.length + ends.length).toBe(before + 1));
  }
  return { openings, failures };
}

const price = (id: string, value: number): string => `data: {"items": [{"id": "${id}", "price": ${value}}]}\n\n`;

describe('a server that wants to be asked all the time', { timeout: 30_000 }, () => {
  // Bound: 60 requests in ten minutes, with a poll interval of one minute.
  test.each<[string, Answer]>([
    ['asks for a reconnection after 10 ms', (response) => response.writeHead(200, eventStream).end('retry: 10\n\n')],
    ['ends each connection after a message', (response) => response.writeHead(200, eventStream).end(price('A', 1))],
    ['ends each connection at once', (response) => response.writeHead(200, eventStream).end()],
    ['breaks each connection', (response) => response.destroy()],
    ['fails each time', (response) => response.writeHead(503).end()],
    ['sends a web page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(price('A', 1))],
    ['sends no type', (response) => response.writeHead(200).end(price('A', 1))],
  ])('%s', async (_, answer) => {
    const { url, requests } = await serve(answer);
    const { openings } = await openingsIn(10, url);
    expect(openings).toBeGreaterThan(3);
    expect(requests.length).toBe(openings);
    expect(openings).toBeLessThan(60);
  });

  test.each([
    ['a web page', 'text/html'],
    ['no type', undefined],
  ])('sends %s: nothing of it is read', async (_, type) => {
    const { url } = await serve((response) => {
      if (type) response.setHeader('content-type', type);
      response.end(price('A', 1));
    });
    const { open, failures, priceOf } = listen(url);
    await open();
    expect(failures).toMatchObject([{ kind: 'type', issues: [{ value: type ?? null, rule: 'not-an-event-stream' }] }]);
    expect(priceOf('A')).toBeUndefined();
  });

  test('redirects to itself: each opening fails, and the next one waits as after any failure', async () => {
    const { url } = await serve((response) => response.writeHead(302, { location: '/stream' }).end());
    const { openings, failures } = await openingsIn(10, url);
    expect(openings).toBeLessThan(60);
    expect(failures[0]).toMatchObject({ kind: 'stream' });
  });

  test('wants to be left alone for 31 years: is asked again within six minutes', async () => {
    const { url } = await serve((response) => response.writeHead(200, eventStream).end('retry: 1000000000000\n\n'));
    expect((await openingsIn(12, url)).openings).toBeGreaterThanOrEqual(2);
  });

  test('is too busy for ten minutes: is not asked before', async () => {
    const { url } = await serve((response) => response.writeHead(429, { 'retry-after': '600' }).end());
    expect((await openingsIn(9, url)).openings).toBe(1);
  });

  test('has ended the stream with status 204: is never asked again', async () => {
    const { url } = await serve((response) => response.writeHead(204).end());
    expect((await openingsIn(24 * 60, url)).openings).toBe(1);
  });

  test('never sends headers: is asked once a minute at most', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const fetch = vi.fn(() => new Promise<Response>(() => {}));
    vi.stubGlobal('fetch', fetch);
    onTestFinished(() => void vi.unstubAllGlobals());
    const { updates, failures } = listen('http://127.0.0.1/never');
    updates.open();
    await vi.advanceTimersByTimeAsync(MINUTE - 1);
    expect(failures).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(failures).toMatchObject([{ kind: 'stream' }]);
    expect(updates.opensAt()).toBeGreaterThan(pageTime());
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe('an event without an end', { timeout: 30_000 }, () => {
  // Bound: the reader hangs up before 16 MiB were sent, most of which fill the buffers of the connection.
  test.each([
    ['a line', 'data: ', 'x'.repeat(65_536)],
    ['a line of a comment', ': ', 'x'.repeat(65_536)],
    ['lines of data', '', `data: ${'x'.repeat(1000)}\n`.repeat(60)],
    ['empty lines of data', '', 'data\n'.repeat(10_000)],
    ['an id', 'id: ', 'x'.repeat(65_536)],
    ['a name', 'event: ', 'x'.repeat(65_536)],
  ])('of %s is given up at 1 MiB', async (_, first, piece) => {
    const { sent, answer } = sendsEndlessly(first, piece);
    const { url } = await serve(answer);
    const { open, failures } = listen(url);
    await open();
    expect(failures).toMatchObject([{ kind: 'size', issues: [{ rule: 'event-too-long' }] }]);
    expect(sent.bytes).toBeLessThan(16 * MIB);
  });

  test('that is packed to a thousandth of its size is given up at 1 MiB of what it is unpacked to', async () => {
    const packed = gzipSync(`data: ${'x'.repeat(64 * MIB)}`);
    expect(packed.length).toBeLessThan(MIB);
    const { url } = await serve((response) =>
      response.writeHead(200, { ...eventStream, 'content-encoding': 'gzip' }).end(packed),
    );
    const { open, failures } = listen(url);
    await open();
    expect(failures).toMatchObject([{ kind: 'size' }]);
  });

  test('of 1.1 MiB is refused, one of 0.9 MiB is read', async () => {
    const padded = (length: number): string => `data: ${' '.repeat(length)}{"items": [{"id": "A", "price": 1}]}\n\n`;
    const { url } = await serve(sends(padded(0.9 * MIB), padded(1.1 * MIB)));
    const { open, breaks, priceOf, failures } = listen(url);
    void open();
    await breaks();
    expect(failures).toMatchObject([{ kind: 'size' }]);
    expect(priceOf('A')).toBe(1);
  });
});

describe('a flood', { timeout: 30_000 }, () => {
  // Bound: two reports a second, whatever comes, and 100 issues in each.
  test.each([
    ['comments', ':\n'.repeat(500_000)],
    ['empty events', '\n'.repeat(MIB)],
    ['unknown fields', 'x\n'.repeat(10_000)],
    ['names of events', Array.from({ length: 50_000 }, (_, index) => `event: e${index}\ndata: x\n\n`).join('')],
    ['events that are no JSON', 'data:x\n\n'.repeat(3000)],
    ['reconnection times', Array.from({ length: 50_000 }, (_, index) => `retry: ${index}\n`).join('')],
    ['updates of one item', Array.from({ length: 3000 }, (_, index) => price('I0', index)).join('')],
    [
      'updates of 500 items',
      Array.from({ length: 10 }, (_, round) => {
        const items = Array.from({ length: 500 }, (_, index) => ({ id: `I${index}`, price: round }));
        return `data: ${JSON.stringify({ items })}\n\n`;
      }).join(''),
    ],
  ])('of %s loses nothing that still counts', async (_, flood) => {
    const { url } = await serve(sends(flood, price('I0', 7)));
    const start = performance.now();
    const { open, shows, reports, failures } = listen(url);
    await open();
    await shows('I0', 7);
    expect(failures).toEqual([]);
    expect(reports.length).toBeLessThanOrEqual(2 + (performance.now() - start) / 450);
    for (const issues of reports) expect(issues.length).toBeLessThanOrEqual(100);
  });
});

describe('odd bytes', () => {
  const korean = Buffer.from('data: {"items": [{"id": "A", "price": 1, "name": "코스피"}]}\n\n');
  const middle = korean.indexOf('코') + 1;
  test.each<[string, (string | Buffer)[]]>([
    ['half a character in each part', [korean.subarray(0, middle), korean.subarray(middle)]],
    ['a mark of the byte order', [`\uFEFF${price('A', 1)}`]],
    ['bytes that are no UTF-8', [Buffer.from([0xff, 0xfe, 0x0a, 0x0a]), price('A', 1)]],
    ['carriage returns only, the last of which ends the event', [price('A', 1).replaceAll('\n', '\r')]],
    ['carriage returns and line feeds, divided', [price('A', 1).replaceAll('\n', '\r\n').slice(0, -1), '\n']],
    ['lines divided anywhere', [...price('A', 1)]],
    ['a zero in an id', [`id: 1\u00002\n${price('A', 1)}`]],
  ])('are read as a browser reads them: %s', async (_, parts) => {
    const { url } = await serve(sends(...parts));
    const { open, shows, failures, reports } = listen(url);
    await open();
    await shows('A', 1);
    expect(failures).toEqual([]);
    expect(reports.flat()).toEqual([]);
  });
});

describe('the id of the last event', () => {
  const reopened = async (id: string, isOwnOrigin = true): Promise<string | string[] | undefined> => {
    const { url, requests } = await serve((response) =>
      response.writeHead(200, eventStream).end(`id: ${id}\n${price('A', 1)}`),
    );
    vi.stubGlobal('location', { origin: isOwnOrigin ? new URL(url).origin : 'https://news.example' });
    onTestFinished(() => void vi.unstubAllGlobals());
    const { updates, failures, open } = listen(url);
    void open();
    await vi.waitFor(() => expect(failures.length).toBe(1));
    updates.open();
    await vi.waitFor(() => expect(failures.length).toBe(2));
    return requests[1]!.headers['last-event-id'];
  };

  test('is sent when the stream is opened again, as UTF-8', async () => {
    expect(await reopened('42')).toBe('42');
    expect(Buffer.from(String(await reopened('코')), 'latin1').toString()).toBe('코');
  });

  test('is not sent if it is longer than 1,024 characters, or to another origin', async () => {
    expect(await reopened('x'.repeat(1024))).toHaveLength(1024);
    expect(await reopened('x'.repeat(1025))).toBeUndefined();
    expect(await reopened('42', false)).toBeUndefined();
  });
});

test('a `fetch` that cannot read a body in parts ends the stream with a reason, after one request', async () => {
  const fetch = vi.fn(() => Promise.resolve({ ok: true, status: 200, headers: new Headers(eventStream) }));
  vi.stubGlobal('fetch', fetch);
  onTestFinished(() => void vi.unstubAllGlobals());
  const { open, ends, updates } = listen('http://127.0.0.1/none');
  await open();
  expect(ends).toMatchObject([{ rule: 'not-an-event-stream' }]);
  expect(updates.opensAt()).toBe(Infinity);
});
