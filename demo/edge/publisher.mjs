// node publisher.mjs
//   Asks an upstream for prices, turns its answer into the canonical feed, and serves that as /markets.json; what has
//   changed goes to the stream as well. One of it is enough for any number of readers: they ask the edge.
//
//   UPSTREAM   where the prices are; required
//   ADAPTER    how to read them: canonical (default), paths, naver, krx, kis, dunamu, rates, yahoo
//   PATHS      a mapping for the adapter, as JSON
//   TTL        seconds between two looks: 10 by default
//   PORT       8081
//   PUBLISH    where the stream takes what is new: http://127.0.0.1:8080/publish
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

/** The last good feed, as it is sent; and what the stream has been told of it. */
let feed;
let published;
/** After a failure the same is published twice: what nchan takes while it is finding Redis again may reach nobody. */
let unsure = 0;
let body = '';
let etag = '';

const DAY = 86_400_000;
/** A date alone stays one. */
const timeOf = (ms) => (ms % DAY === 0 ? new Date(ms).toISOString().slice(0, 10) : new Date(ms).toISOString());

/** A canonical item: what is not known is left out. */
function itemOf({ asOf, trend, ...quote }) {
  const known = Object.entries(quote).filter(([name, value]) => value !== null || name === 'price' || name === 'delay');
  return {
    ...Object.fromEntries(known),
    ...(asOf !== null && { asOf: timeOf(asOf) }),
    ...(trend.length && { trend }),
  };
}

async function look() {
  const answer = await fetch(UPSTREAM, { signal: AbortSignal.timeout(ttl * 1000) });
  if (!answer.ok) throw new Error(`the upstream says ${answer.status}`);
  const { quotes, issues, state, delay, source, notice } = parseFeed(await answer.json(), { adapter: ADAPTER, paths });
  for (const { path, rule, action, value } of issues)
    console.warn(`${path} ${rule} ${action}: ${JSON.stringify(value)}`);
  if (issues.some(({ action }) => action === 'refused')) throw new Error('the upstream’s answer is no feed');

  const items = quotes.map(itemOf);
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
    unsure = 2;
    throw error;
  });
}

/** An update of what was said before: what is no more is null, as what an update does not say stays. */
const updateOf = (now, before = {}) => ({
  ...Object.fromEntries(Object.keys(before).map((name) => [name, null])),
  ...now,
});

/** What the stream does not know yet: the first time all, as those who listen may have heard of an earlier run. */
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
  if (unsure && --unsure) return;
  published = { envelope, items };
}

createServer(({ url, headers }, response) => {
  if (url?.split('?')[0] !== '/markets.json') return response.writeHead(404).end();
  // Better no answer than an empty strip: caches go on with the last good one.
  if (!feed) return response.writeHead(503, { 'retry-after': '1' }).end();
  const told = { etag, 'cache-control': `public, max-age=${ttl}, stale-while-revalidate=${ttl}, stale-if-error=86400` };
  if (headers['if-none-match'] === etag) return response.writeHead(304, told).end();
  response.writeHead(200, { ...told, 'content-type': 'application/json' }).end(body);
}).listen(Number(PORT), '127.0.0.1');

for (;;) {
  const from = performance.now();
  // The feed that is served stays, and says by itself of when it is.
  await look().catch(({ message }) => console.error(message));
  await sleep(Math.max(0, ttl * 1000 - (performance.now() - from)));
}
