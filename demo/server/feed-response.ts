import { createHash } from 'node:crypto';
import { marketAtInstant, type MarketFeed } from '../../src/feed-tool/simulate/market.js';

export interface FeedRequest {
  readonly method: string;
  readonly url: string;
  readonly ifNoneMatch?: string;
}

export interface FeedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The maximum `max-age` in seconds. A closed market does not change for days, but an open page should notice when the demo has
 * been restarted.
 */
const MAX_AGE = 60;

/** The names of the files that the feed can be requested by: with icons or without, for English pages and for Korean ones. */
export const FEED_FILES = ['markets.json', 'markets-icons.json', 'markets-ko.json', 'markets-icons-ko.json'] as const;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** Parses an ISO 8601 instant with its offset; undefined for anything else. */
export function parseInstant(text: string): number | undefined {
  const time = INSTANT.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

const json = { 'content-type': 'application/json; charset=utf-8', 'access-control-allow-origin': '*' };

function refuse(status: number, error: string, headers: Record<string, string> = {}): FeedResponse {
  return { status, headers: { ...json, 'cache-control': 'no-store', ...headers }, body: JSON.stringify({ error }) };
}

/** Returns a feed whose items have icons: the flag of the country that an index or a price of a currency is about. */
const withIcons = (feed: MarketFeed): MarketFeed => ({
  ...feed,
  items: feed.items.map((item) => ({ ...item, icon: `./icons/${item.base === 'USD' ? 'us' : 'kr'}.svg` })),
});

/** Returns the feed as the file of a name has it. Items are named in all languages, but the source in one. */
export function feedAs(file: string, feed: MarketFeed): MarketFeed {
  const named = /-ko\.json$/.test(file) ? { ...feed, source: { name: '모의 거래소' } } : feed;
  return file.includes('-icons') ? withIcons(named) : named;
}

/** Answers a request for the feed; `clock` is the server's time in epoch milliseconds. */
export function answerFeed(request: FeedRequest, clock: number): FeedResponse {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(405, 'Only GET and HEAD are allowed.', { allow: 'GET, HEAD' });
  }

  const { pathname, searchParams: query } = new URL(request.url, 'http://feed.invalid');
  const at = query.get('at');
  const now = at === null ? clock : parseInstant(at);
  if (now === undefined) return refuse(400, 'The parameter `at` is not an ISO 8601 instant with an offset.');

  const { feed, nextChange } = marketAtInstant({ now, session: query.get('session') === 'open' ? 'open' : 'krx' });
  const body = JSON.stringify(feedAs(pathname.split('/').at(-1)!, feed));
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const age = Math.min(MAX_AGE, Math.ceil((nextChange - now) / 1000));
  const headers = {
    ...json,
    etag,
    'cache-control': `public, max-age=${age}, stale-while-revalidate=30`,
    'access-control-expose-headers': 'etag',
  };
  if (matches(request.ifNoneMatch, etag)) return { status: 304, headers, body: '' };
  return { status: 200, headers, body };
}
