// node publisher.mjs
//   Requests prices from an upstream, converts the answer to a canonical feed, and serves the feed as /markets.json. Changes are also
//   published to the stream. One publisher is enough for any number of readers, because readers request the feed from the edge.
//
//   UPSTREAM   the address of the prices; required
//   ADAPTER    the adapter that reads them: canonical (default), paths, naver, krx, kis, dunamu, rates, yahoo
//   PATHS      a mapping for the adapter, as JSON
//   TTL        seconds between two requests to the upstream, from 1 to 86400; 10 by default
//   PORT       the port at which the feed is served; 8081 by default
//   PUBLISH    where updates of the stream are posted: unix:SOCKET, or the address of a server;
//              unix:/run/markets/publish.sock by default
//
//   An answer of the upstream may take 10 seconds and have 1 MiB. After a failure, the last good feed is still served.
/* global AbortSignal, Buffer */
import { createHash } from 'node:crypto';
import { createServer, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { urlToHttpOptions } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { fetchPayload, parseFeed } from 'market-ticker/feed.js';
import { createLog } from './log.mjs';

const {
  UPSTREAM,
  ADAPTER = 'canonical',
  PATHS,
  TTL = '10',
  PORT = '8081',
  PUBLISH = 'unix:/run/markets/publish.sock',
} = process.env;
if (!URL.canParse(UPSTREAM)) throw new Error('UPSTREAM is to be the address of the prices');
if (ADAPTER !== 'canonical') await import(`market-ticker/adapters/${ADAPTER}.js`);
const paths = PATHS ? JSON.parse(PATHS) : undefined;
const ttl = Number(TTL);
if (!(ttl >= 1 && ttl <= 86_400)) throw new Error('TTL is to be a number of seconds from 1 to 86400');
const log = createLog(UPSTREAM, console.error);

/** The size of the largest feed that readers accept. */
const MAX_BYTES = 2 ** 20;

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
  const payload = await fetchPayload(UPSTREAM);
  const { quotes, issues, state, delay, source, notice } = parseFeed(payload, { adapter: ADAPTER, paths });
  log.issues(issues);
  if (issues.some(({ action }) => action === 'refused')) throw new Error('the upstream’s answer is no feed');

  const items = quotes.map(toItem);
  const envelope = {
    version: 1,
    ttl,
    ...Object.fromEntries(Object.entries({ state, delay, source, notice }).filter(([, value]) => value !== null)),
  };
  if (!isDeepStrictEqual({ envelope, items }, feed)) {
    const next = JSON.stringify({ ...envelope, generatedAt: new Date().toISOString(), items });
    if (Buffer.byteLength(next) > MAX_BYTES) throw new Error('the feed is larger than 1 MiB, which no reader accepts');
    feed = { envelope, items };
    body = next;
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
  const update = {
    ...updateOf(envelope, published?.envelope),
    generatedAt: new Date().toISOString(),
    items: [...changed, ...removed],
  };
  const status = await post(JSON.stringify(update));
  if (status < 200 || status > 299) throw new Error(`the stream says ${status}`);
  if (repeats > 0) repeats--;
  if (repeats > 0) return;
  published = { envelope, items };
}

const target = PUBLISH.startsWith('unix:')
  ? { socketPath: PUBLISH.slice('unix:'.length), path: '/publish' }
  : urlToHttpOptions(new URL(PUBLISH));

/** Posts an update to the stream; resolves with the status of the answer. */
const post = (update) =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(update) };
    const options = { ...target, method: 'POST', headers, signal: AbortSignal.timeout(5000) };
    const answered = (answer) => {
      answer
        .on('end', () => resolve(answer.statusCode))
        .on('error', reject)
        .resume();
    };
    request(options, answered).on('error', reject).end(update);
  });

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
  await refresh().catch(log.error);
  await sleep(Math.max(0, ttl * 1000 - (performance.now() - startedAt)));
}
