import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { envelope, type MarketFeed } from './market.js';

type Next = (error?: unknown) => void;
type Fault = (request: IncomingMessage, response: ServerResponse, feed: MarketFeed) => void;

const HOUR = 3_600_000;

/** An open market, asked for every five seconds. */
const feedAt = (now: number): MarketFeed => ({ ...envelope({ now, session: 'open' }), ttl: 5 });

const json = { 'content-type': 'application/json', 'access-control-allow-origin': '*' };
const send = (response: ServerResponse, body: string | object, headers: Record<string, string> = json): void => {
  response.writeHead(200, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
};
const refuse =
  (status: number, headers: () => Record<string, string> = () => ({})): Fault =>
  (_, response) =>
    response.writeHead(status, { ...json, ...headers() }).end('{}');

async function drip(response: ServerResponse, text: string): Promise<void> {
  response.writeHead(200, json);
  for (const letter of text) {
    if (response.destroyed) return;
    response.write(letter);
    await sleep(1000);
  }
  response.end();
}

/** What goes wrong with a request for the feed, by the name that the page `faults.html` has for it. */
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
    const told = { ...json, etag, 'cache-control': 'no-cache' };
    if (headers['if-none-match'] === etag) response.writeHead(304, told).end();
    else send(response, feedAt(Date.now() - 40_000), told);
  },
  skew: (_, response) => send(response, feedAt(Date.now() + HOUR)),
  replay: (_, response) => send(response, feedAt(Date.now() - HOUR)),
};

/** What the stream does meanwhile; else it brings an update a second. */
const STREAM: Record<string, number> = { flood: 1000 };

/** The faults that readers of the page have chosen last, by the name of their strip. */
const chosen = new Map<string, string>();
const MOST = 100;

/**
 * A feed that fails as it is told: `PUT /faults/NAME` with the fault as the body, then `/faults/NAME/markets.json` and
 * `/faults/NAME/stream`.
 */
export function faultsMiddleware() {
  const streams = new Map<string, Set<ServerResponse>>();
  const answer = async (request: IncomingMessage, response: ServerResponse, next: Next): Promise<void> => {
    const [, name, what] = /\/faults\/([\w-]{1,40})(?:\/(markets\.json|stream))?$/.exec(request.url ?? '') ?? [];
    if (!name) return next();
    const fault = chosen.get(name) ?? 'none';

    if (request.method === 'PUT' && !what) {
      let body = '';
      for await (const part of request) body += String(part).slice(0, 20);
      chosen.delete(name);
      chosen.set(name, Object.hasOwn(FAULTS, body) || Object.hasOwn(STREAM, body) || body === 'drop' ? body : 'none');
      for (const old of [...chosen.keys()].slice(0, -MOST)) chosen.delete(old);
      // A stream that is open does as it is told from its next event on; one that is to drop does so now.
      for (const stream of streams.get(name) ?? []) if (body === 'drop') stream.end();
      response.writeHead(204).end();
    } else if (what === 'markets.json') (FAULTS[fault] ?? FAULTS.none!)(request, response, feedAt(Date.now()));
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
        const count = STREAM[chosen.get(name)!] ?? 1;
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
