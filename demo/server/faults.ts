import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { envelope, type MarketFeed } from '../../src/feed-tool/simulate/market.js';

type Next = (error?: unknown) => void;
type Fault = (request: IncomingMessage, response: ServerResponse, feed: MarketFeed) => void;

const HOUR = 3_600_000;

/** Returns the feed of an open market, with a ttl of 5 s. */
const feedAt = (now: number): MarketFeed => ({ ...envelope({ now, session: 'open' }), ttl: 5 });

const json = { 'content-type': 'application/json', 'access-control-allow-origin': '*' };
const send = (response: ServerResponse, body: string | object, headers: Record<string, string> = json): void => {
  response.writeHead(200, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
};
const refuse =
  (status: number, headers: () => Record<string, string> = () => ({})): Fault =>
  (_, response) =>
    response.writeHead(status, { ...json, ...headers() }).end('{}');

/** Sends one character per second. */
async function drip(response: ServerResponse, text: string): Promise<void> {
  response.writeHead(200, json);
  for (const letter of text) {
    if (response.destroyed) return;
    response.write(letter);
    await sleep(1000);
  }
  response.end();
}

/** The faults of a request for the feed, by the value that `faults.html` sends. */
const FAULTS: Record<string, Fault> = {
  none: (_, response, feed) => send(response, feed),
  500: refuse(500),
  503: refuse(503, () => ({ 'retry-after': '10' })),
  429: refuse(429, () => ({ 'retry-after': new Date(Date.now() + 10_000).toUTCString() })),
  404: refuse(404),
  html: (_, response) => send(response, '<!doctype html><h1>Please sign in</h1>', { 'content-type': 'text/html' }),
  type: (_, response, feed) => send(response, feed, { 'content-type': 'text/plain' }),
  cut: (_, response, feed) => send(response, JSON.stringify(feed).slice(0, 300)),
  slow: (_, response, feed) => void drip(response, JSON.stringify(feed)),
  silence: () => undefined,
  reset: ({ socket }) => socket.resetAndDestroy(),
  redirect: ({ url = '' }, response) => response.writeHead(302, { location: url.split('/').at(-1)! }).end(),
  cors: (_, response) => response.writeHead(302, { location: 'http://[::1]:9/markets.json' }).end(),
  same: ({ headers }, response) => {
    const etag = '"for-ever"';
    const cacheHeaders = { ...json, etag, 'cache-control': 'no-cache' };
    if (headers['if-none-match'] === etag) response.writeHead(304, cacheHeaders).end();
    else send(response, feedAt(Date.now() - 40_000), cacheHeaders);
  },
  skew: (_, response) => send(response, feedAt(Date.now() + HOUR)),
  replay: (_, response) => send(response, feedAt(Date.now() - HOUR)),
};

/** The number of updates per second on the stream, for faults that change it; one by default. */
const STREAM_UPDATES: Record<string, number> = { flood: 1000 };

/** The chosen fault by the name that a page has given its feed; the least recently chosen ones are dropped. */
const chosen = new Map<string, string>();
const MAX_NAMES = 100;

/**
 * Returns a middleware that serves a feed with a chosen fault. `PUT /faults/NAME` sets the fault, which is the body;
 * `/faults/NAME/markets.json` and `/faults/NAME/stream` then have that fault.
 */
export function faultsMiddleware() {
  const streams = new Map<string, Set<ServerResponse>>();
  const answer = async (request: IncomingMessage, response: ServerResponse, next: Next): Promise<void> => {
    const [, name, resource] = /\/faults\/([\w-]{1,40})(?:\/(markets\.json|stream))?$/.exec(request.url ?? '') ?? [];
    if (!name) return void next();
    const fault = chosen.get(name) ?? 'none';

    if (request.method === 'PUT' && !resource) {
      let body = '';
      for await (const part of request) body += String(part).slice(0, 20);
      chosen.delete(name);
      chosen.set(
        name,
        Object.hasOwn(FAULTS, body) || Object.hasOwn(STREAM_UPDATES, body) || body === 'drop' ? body : 'none',
      );
      for (const old of [...chosen.keys()].slice(0, -MAX_NAMES)) chosen.delete(old);
      // An open stream follows the new fault from its next event on; only `drop` ends it at once.
      for (const stream of streams.get(name) ?? []) if (body === 'drop') stream.end();
      response.writeHead(204).end();
    } else if (resource === 'markets.json') (FAULTS[fault] ?? FAULTS.none!)(request, response, feedAt(Date.now()));
    else if (fault === 'drop') response.writeHead(503).end();
    else {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      const open = streams.get(name) ?? new Set();
      streams.set(name, open.add(response));
      response.on('close', () => {
        open.delete(response);
        if (!open.size) streams.delete(name);
      });
      while (!response.destroyed) {
        const count = STREAM_UPDATES[chosen.get(name)!] ?? 1;
        const { items } = feedAt(Date.now());
        for (let index = 0; index < count; index++)
          response.write(`data: ${JSON.stringify([items[index % items.length]])}\n\n`);
        await sleep(1000);
      }
    }
  };
  return (request: IncomingMessage, response: ServerResponse, next: Next): void =>
    void answer(request, response, next).catch(next);
}
