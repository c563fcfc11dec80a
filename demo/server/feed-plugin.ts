import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { faultsMiddleware } from './faults.js';
import { answerFeed, FEED_FILES, feedAs, parseInstant } from './feed-response.js';
import { envelope, SEED_CLOCK, type MarketFeed } from '../../src/feed-tool/simulate/market.js';

export interface MarketFeedOptions {
  /** Returns the time in epoch milliseconds. By default the instant in `DEMO_NOW`, or the computer's clock. */
  readonly clock?: () => number;
}

type Next = (error?: unknown) => void;

/** The folder of the icons. Vite does not find them, because only feeds name them. */
const icons = new URL('../icons/', import.meta.url);

function createClock(fixed: string | undefined): () => number {
  if (!fixed) return Date.now;
  const now = parseInstant(fixed);
  if (now === undefined) throw new Error(`DEMO_NOW=${fixed} is not an ISO 8601 instant with an offset.`);
  return () => now;
}

/** Returns a middleware that serves the simulated market by the names of its files, such as `/markets.json`, under any base path. */
export function feedMiddleware(clock: () => number) {
  return (request: IncomingMessage, response: ServerResponse, next: Next): void => {
    const url = request.url ?? '/';
    if (!/^[^?#]*\/markets(-icons)?(-ko)?\.json(\?|$)/.test(url)) return next();

    const ifNoneMatch = request.headers['if-none-match'];
    const now = clock();
    const { status, headers, body } = answerFeed({ method: request.method ?? 'GET', url, ifNoneMatch }, now);
    response.statusCode = status;
    // The strip corrects the page's clock by this header, so it has to agree with the clock of the market.
    response.setHeader('date', new Date(now).toUTCString());
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (status !== 304) response.setHeader('content-length', Buffer.byteLength(body));
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

/** Returns the feed of the seed prices for the built demo. All markets are closed in it, because a static file never changes. */
export function archivedFeed(): MarketFeed {
  const feed = envelope({ now: SEED_CLOCK });
  return { ...feed, ttl: 3600, items: feed.items.map((item) => ({ ...item, state: 'closed' })) };
}

/** Vite plugin: serves the live feed in `vite` and `vite preview`, and adds the archived feed and its icons to the built demo. */
export function marketFeed({ clock = createClock(process.env.DEMO_NOW) }: MarketFeedOptions = {}): Plugin {
  return {
    name: 'market-feed',
    configureServer: (server) => void server.middlewares.use(faultsMiddleware()).use(feedMiddleware(clock)),
    configurePreviewServer: (server) => void server.middlewares.use(faultsMiddleware()).use(feedMiddleware(clock)),
    generateBundle() {
      const feed = archivedFeed();
      const emit = (fileName: string, source: string): void => void this.emitFile({ type: 'asset', fileName, source });
      for (const file of FEED_FILES) emit(file, JSON.stringify(feedAs(file, feed), null, 2));
      for (const name of readdirSync(icons)) emit(`icons/${name}`, readFileSync(new URL(name, icons), 'utf8'));
    },
  };
}
