// node publisher.mjs
//   Requests prices from an upstream, converts the answer to a canonical feed, and serves the feed as /markets.json. Changes are also
//   published to the stream. One publisher is enough for any number of readers, because readers request the feed from the edge.
//
//   UPSTREAM   the address of the prices; required
//   ADAPTER    the adapter that reads them: canonical (default), paths, naver, krx, kis, dunamu, rates, yahoo
//   PATHS      a mapping for the adapter, as JSON
//   TTL        seconds between two requests to the upstream; 10 by default
//   PORT       the port at which the feed is served; 8081 by default
//   PUBLISH    the address to which updates of the stream are posted; http://127.0.0.1:8080/publish by default
/* global AbortSignal */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { parseFeed } from 'market-ticker/feed.js';

const {
  UPSTREAM,
  ADAPTER = 'canonical',
  PATHS,
  TTL = '10',
  PORT = '8081',
  PUBLISH = 'http://127.0.0.1:8080/publish',
} = process.env;
if (!UPSTREAM) throw new Error('UPSTREAM is to be the address of the prices');
if (ADAPTER !== 'canonical') await import(`market-ticker/adapters/${ADAPTER}.js`);
const paths = PATHS ? JSON.parse(PATHS) : undefined;
const ttl = Number(TTL);

/** The last good feed, and the one that the stream has published. */
let feed;
let published;
/**
 * How often the same update is still to be published. After a failure it is published twice, because a message that nchan accepts
 * while it reconnects to Redis may reach nobody.
 */
let repeats = 0;
let body = '';
let etag = '';

const DAY = 86_400_000;
/** Formats a time; midnight in UTC stands for a date without a time of day. */
const formatTime = (ms) => (ms % DAY === 0 ? new Date(ms).toISOString().slice(0, 10) : new Date(ms).toISOString());

/** Converts a quote to an item of the feed, without the fields that are unknown. */
function toItem({ asOf, trend, ...quote }) {
  const known = Object.entries(quote).filter(([name, value]) => value !== null || name === 'price' || name === 'delay');
  return {
    ...Object.fromEntries(known),
    ...(asOf !== null && { asOf: formatTime(asOf) }),
    ...(trend.length && { trend }),
  };
}

/** Requests the upstream once, and publishes the feed if it has changed. */
async function refresh() {
  const answer = await fetch(UPSTREAM, { signal: AbortSignal.timeout(ttl * 1000) });
  if (!answer.ok) throw new Error(`the upstream says ${answer.status}`);
  const { quotes, issues, state, delay, source, notice } = parseFeed(await answer.json(), { adapter: ADAPTER, paths });
  for (const { path, rule, action, value } of issues)
    console.warn(`${path} ${rule} ${action}: ${JSON.stringify(value)}`);
  if (issues.some(({ action }) => action === 'refused')) throw new Error('the upstream’s answer is no feed');

  const items = quotes.map(toItem);
  const envelope = {
    version: 1,
    ttl,
    ...Object.fromEntries(Object.entries({ state, delay, source, notice }).filter(([, value]) => value !== null)),
  };
  if (!isDeepStrictEqual({ envelope, items }, feed)) {
    feed = { envelope, items };
    body = JSON.stringify({ ...envelope, generatedAt: new Date().toISOString(), items });
    etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  }
  await publish().catch((error) => {
    repeats = 2;
    throw error;
  });
}

/**
 * Returns the update from one object to another. A removed field is null, because readers keep a field that an update leaves
 * out.
 */
const updateOf = (current, previous = {}) => ({
  ...Object.fromEntries(Object.keys(previous).map((name) => [name, null])),
  ...current,
});

/**
 * Publishes the changes since the last update. The first update contains everything, because readers may still have the feed of an
 * earlier run of the publisher.
 */
async function publish() {
  if (isDeepStrictEqual(feed, published)) return;
  const { envelope, items } = feed;
  const known = new Map(published?.items.map((item) => [item.id, item]));
  const changed = items
    .filter((item) => !isDeepStrictEqual(item, known.get(item.id)))
    .map((item) => updateOf(item, known.get(item.id)));
  for (const { id } of items) known.delete(id);
  const removed = [...known.keys()].map((id) => ({ id, removed: true }));
  const { ok, status } = await fetch(PUBLISH, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...updateOf(envelope, published?.envelope),
      generatedAt: new Date().toISOString(),
      items: [...changed, ...removed],
    }),
    signal: AbortSignal.timeout(5000),
  });
  if (!ok) throw new Error(`the stream says ${status}`);
  if (repeats > 0) repeats--;
  if (repeats > 0) return;
  published = { envelope, items };
}

createServer(({ url, headers }, response) => {
  if (url?.split('?')[0] !== '/markets.json') return response.writeHead(404).end();
  // An error is better than an empty feed: caches keep serving the last good one.
  if (!feed) return response.writeHead(503, { 'retry-after': '1' }).end();
  const cacheHeaders = {
    etag,
    'cache-control': `public, max-age=${ttl}, stale-while-revalidate=${ttl}, stale-if-error=86400`,
  };
  if (headers['if-none-match'] === etag) return response.writeHead(304, cacheHeaders).end();
  response.writeHead(200, { ...cacheHeaders, 'content-type': 'application/json' }).end(body);
}).listen(Number(PORT), '127.0.0.1');

for (;;) {
  const startedAt = performance.now();
  // After a failure the last good feed is still served; its times show how old it is.
  await refresh().catch(({ message }) => console.error(message));
  await sleep(Math.max(0, ttl * 1000 - (performance.now() - startedAt)));
}
