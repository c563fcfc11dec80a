// A Cloudflare Worker that serves the feed, for a paper without a server: worker.js and wrangler.toml in a folder, then
// `npm install market-ticker wrangler`, `npx wrangler secret put INDICES` (and CURRENCIES), `npx wrangler deploy`.
//
// What it cannot do:
// - Each data centre of Cloudflare has a cache of its own and asks the sources for itself, about once in PACE. The cron trigger
//   reaches only the data centre in which it runs. A source with a small budget of requests is better asked by `market-ticker-feed
//   serve` on one machine.
// - A cache may forget at any time. The Worker then asks again; if the sources fail just then, readers get status 503 and keep
//   the values that they have.
// - It keeps no closes and no trends, and has no stream.
import { krx } from 'market-ticker/adapters/krx.js';
import { rates } from 'market-ticker/adapters/rates.js';
import { fetchPayload, mergeSources, parseFeed, writeFeed } from 'market-ticker/feed.js';

/** Seconds from one request of all sources to the next; after a failure, a tenth of it. */
const PACE = 3600;
/** Seconds after which a reader asks for the feed again. */
const TTL = 60;
/** Seconds after which the sources are asked again if none of them has ever answered. */
const RETRY = 10;
const WEEK = 604_800;

/**
 * The sources, the preferred ones first. `secret` is the name of the secret that holds the address. `{day}` in an address is the
 * day in Seoul, such as 20260831; numbers without a time of their own are then of that day.
 */
const SOURCES = [
  { name: 'indices', secret: 'INDICES', adapter: krx, items: ['KOSPI', 'KOSDAQ', 'KOSPI200'] },
  { name: 'currencies', secret: 'CURRENCIES', adapter: rates, items: ['USD/KRW'] },
];

export default {
  /** Answers a reader from the cache, and refreshes what is too old after that. */
  async fetch(request, env, context) {
    if (new URL(request.url).pathname !== new URL(env.ADDRESS).pathname)
      return new Response('Not found\n', { status: 404 });
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return new Response('Only GET and HEAD\n', { status: 405, headers: { Allow: 'GET, HEAD' } });
    const known = await readState(env);
    if (known && Date.now() < known.nextRequestAt) return answer(request, known);
    if (!known?.text) return answer(request, await refresh(env, known));
    context.waitUntil(refresh(env, known));
    return answer(request, known);
  },

  /** Runs at the times of wrangler.toml. */
  async scheduled(event, env) {
    await refresh(env, await readState(env));
  },
};

/** Requests all sources, and keeps the last good answer of a source that fails. */
async function refresh(env, known) {
  // Other readers see at once that a request is under way.
  if (known?.text) await writeState(env, { ...known, nextRequestAt: Date.now() + PACE * 1000 });
  let hasFailed = false;
  const sources = await Promise.all(
    SOURCES.map(async (source) => {
      const last = known?.sources.find(({ name }) => name === source.name) ?? { name: source.name };
      try {
        return { ...last, feed: writeFeed(await requestSource(source, env)), receivedAt: Date.now() };
      } catch (error) {
        hasFailed = true;
        // The message contains nothing of the address or the answer, so no key.
        console.log(JSON.stringify({ event: 'source failed', source: source.name, message: error.message }));
        return last;
      }
    }),
  );
  const { text, etag, origins } = await mergedFeed(sources, known);
  const wait = !hasFailed ? PACE : text ? PACE / 10 : RETRY;
  const state = { sources, text, etag, origins, nextRequestAt: Date.now() + wait * 1000 };
  await writeState(env, state);
  return state;
}

async function requestSource({ secret, adapter, items }, env) {
  if (!env[secret]) throw new Error(`the secret ${secret} is missing`);
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format();
  const address = env[secret].replaceAll('{day}', day.replaceAll('-', ''));
  const feed = parseFeed(await fetchPayload(address), { adapter });
  const refused = feed.issues.find(({ action }) => action === 'refused');
  if (refused) throw new Error(`the answer is refused: ${refused.rule}`);
  const asOf = address === env[secret] ? null : Date.parse(day);
  const quotes = feed.quotes
    .filter(({ id }) => items.includes(id))
    .map((quote) => ({ ...quote, asOf: quote.asOf ?? asOf }));
  if (!quotes.length) throw new Error('the answer has none of the items');
  return { ...feed, quotes };
}

/** Returns the text of the merged feed and its ETag; nothing if no source has ever answered. */
async function mergedFeed(sources, known) {
  const states = sources
    .filter(({ feed }) => feed)
    .map(({ feed, receivedAt, name }) => ({
      name,
      receivedAt,
      feed: parseFeed(feed),
      isFresh: Date.now() - receivedAt < 3 * PACE * 1000,
    }));
  if (!states.length) return {};
  // Compared with the last result, a price never goes back in time, and unchanged content is the same text.
  const before = known?.text && {
    feed: parseFeed(JSON.parse(known.text)),
    origins: new Map(known.origins),
    missing: [],
  };
  const { feed, origins } = mergeSources(states, { ttl: TTL, now: Date.now(), before });
  const text = JSON.stringify(writeFeed(feed));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return { text, origins: [...origins], etag: `"${btoa(String.fromCharCode(...new Uint8Array(hash).slice(0, 15)))}"` };
}

/** The state stands in the cache of this data centre, beside the feed's own address. */
const keyOf = (env) => `${env.ADDRESS}?state`;

async function readState(env) {
  return (await caches.default.match(keyOf(env)))?.json();
}

function writeState(env, state) {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': `max-age=${WEEK}` };
  return caches.default.put(keyOf(env), new Response(JSON.stringify(state), { headers }));
}

function answer(request, { text, etag }) {
  // Pages of all sites may read the feed. It has no cookies and no secrets.
  const cors = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Date, Age, Retry-After',
  };
  if (!text)
    return new Response('No source has answered yet\n', {
      status: 503,
      headers: { ...cors, 'Retry-After': `${RETRY}`, 'Cache-Control': 'no-store' },
    });
  const headers = {
    ...cors,
    ETag: etag,
    'Content-Type': 'application/json',
    'Cache-Control': `public, max-age=${TTL}, stale-while-revalidate=${TTL}, stale-if-error=86400`,
  };
  // A cache on the way may have made the ETag a weak one.
  const tags =
    request.headers
      .get('If-None-Match')
      ?.split(',')
      .map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  if (tags.includes(etag) || tags.includes('*')) return new Response(null, { status: 304, headers });
  return new Response(request.method === 'HEAD' ? null : text, { headers });
}
