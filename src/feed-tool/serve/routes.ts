import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FeedEngine } from '../types.js';
import { createBody, sendBody, type Body } from './body.js';
import type { Cors, HeaderList } from './cors.js';
import type { CurrentFeed, FeedVersion } from './current-feed.js';
import { health } from './health.js';
import { metrics, METRICS_TYPE } from './metrics.js';
import { picture } from './picture.js';
import type { Publisher } from './publisher.js';
import { sentences } from './sentence.js';
import type { StreamHub } from './stream-hub.js';
import { sendText } from './text-answer.js';
import { createViewCache, maxAgeOf } from './view-cache.js';
import { viewOptions } from './view-options.js';

export interface RouteOptions {
  readonly engine: FeedEngine;
  readonly feed: CurrentFeed;
  readonly hub: StreamHub;
  readonly publisher: Publisher | undefined;
  readonly cors: Cors;
  /** Replaces keys in texts. */
  readonly mask: (text: string) => string;
  readonly now: () => number;
}

/** Responds to a GET or HEAD request. */
type Route = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams, cors: HeaderList) => void;

/** A picture that is opened as a page may load nothing and run nothing. */
const PICTURE_HEADERS = ['content-security-policy', "default-src 'none'; style-src 'unsafe-inline'"];
const ALLOW = ['allow', 'GET, HEAD, OPTIONS'];

/** The served paths. */
export const PATHS = {
  feed: '/markets.json',
  stream: '/markets/stream',
  picture: '/markets.svg',
  sentence: '/markets.txt',
  health: '/health',
  metrics: '/metrics',
} as const;

/** Creates the request handler. */
export function createRoutes({ engine, feed, hub, publisher, cors, mask, now }: RouteOptions) {
  const variesByOrigin = cors.varies;
  let body: { readonly version: FeedVersion; readonly body: Body } | undefined;
  let updates = 0;
  const keep = (version: FeedVersion): Body => {
    const { merged, changedAt } = version;
    const options = { type: 'application/json', changedAt, maxAge: maxAgeOf(version), variesByOrigin };
    body = { version, body: createBody(merged.text, options) };
    return body.body;
  };
  // A version is compressed when it appears, not when it is first requested.
  feed.subscribe((version) => {
    updates++;
    keep(version);
  });
  const pictures = createViewCache({ type: 'image/svg+xml', variesByOrigin, headers: PICTURE_HEADERS });
  const texts = createViewCache({ type: 'text/plain; charset=utf-8', variesByOrigin });

  const withFeed =
    (answer: (version: FeedVersion, query: URLSearchParams) => Body): Route =>
    (request, response, query, headers) => {
      const { version } = feed;
      // An error is better than an empty feed, because caches keep serving the last good feed.
      if (!version) sendText(response, 503, 'No source has responded yet.', ['retry-after', '1', ...headers]);
      else sendBody(request, response, answer(version, query), headers);
    };

  const answerFeed = withFeed((version) => (body?.version === version ? body.body : keep(version)));
  const answerPicture = withFeed((version, query) => {
    const options = viewOptions(query);
    return pictures(version, JSON.stringify(options), now(), () => picture(version.merged.feed, options, now()));
  });
  const answerSentences = withFeed((version, query) => {
    const { language, timeZone } = viewOptions(query);
    const write = () => sentences(version.merged.feed, { language, timeZone }, now());
    return texts(version, JSON.stringify([language, timeZone]), now(), write);
  });
  const answerHealth: Route = (_, response) => {
    const text = JSON.stringify(health(engine, feed.version, now(), mask), null, 2);
    if (feed.version) sendText(response, 200, text, [], 'application/json');
    else sendText(response, 503, text, ['retry-after', '1'], 'application/json');
  };
  const answerMetrics: Route = (_, response) => {
    const published = publisher?.counts ?? { sent: 0, failed: 0 };
    const input = { engine, version: feed.version, streams: hub.counts, published, updates, now: now() };
    sendText(response, 200, metrics(input), [], METRICS_TYPE);
  };

  const routes = new Map<string, Route>([
    [PATHS.feed, answerFeed],
    [PATHS.stream, (request, response, _, headers) => hub.serve(request, response, headers)],
    [PATHS.picture, answerPicture],
    [PATHS.sentence, answerSentences],
    [PATHS.health, answerHealth],
    [PATHS.metrics, answerMetrics],
  ]);
  /** The paths for the publisher's own monitoring. Pages of other origins may not read them. */
  const ownPaths = new Set<string>([PATHS.health, PATHS.metrics]);

  return (request: IncomingMessage, response: ServerResponse): void => {
    const { method = '', url = '' } = request;
    // A client may send the absolute URL (RFC 9112 §3.2.2).
    const [path = '', ...rest] = url.replace(/^https?:\/\/[^/?#]*/i, '').split('?');
    const route = routes.get(path);
    if (!route) {
      sendText(response, 404, `Not found. Try ${Object.values(PATHS).join(', ')}.`);
      return;
    }
    const isShared = !ownPaths.has(path);
    const headers = isShared ? cors.headersFor(request) : [];
    if (method === 'OPTIONS') {
      const vary = variesByOrigin ? ['vary', 'Origin'] : [];
      response.writeHead(204, [...ALLOW, ...vary, ...(isShared ? cors.preflightFor(request) : [])]).end();
    } else if (method !== 'GET' && method !== 'HEAD') {
      sendText(response, 405, 'Only GET, HEAD and OPTIONS are allowed.', [...ALLOW, ...headers]);
    } else {
      route(request, response, new URLSearchParams(rest.join('?')), headers);
    }
  };
}
