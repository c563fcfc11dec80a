import type { IncomingMessage } from 'node:http';
import { urlOf } from '../../model/url-of.js';
import type { Log } from '../types.js';

/** Headers as a flat list of names and values, which Node writes without a copy. */
export type HeaderList = readonly string[];

export interface Cors {
  /** Whether responses depend on the origin of the page that asks. */
  readonly varies: boolean;
  /** Returns the headers that let the page of a request read the response. */
  headersFor(request: IncomingMessage): HeaderList;
  /** Returns the headers of the response to a preflight request. */
  preflightFor(request: IncomingMessage): HeaderList;
}

/** The headers that the element reads, or that tell a page how old a response is. */
const EXPOSED = ['access-control-expose-headers', 'ETag, Retry-After, Date, Age'];
const PREFLIGHT = [
  ...['access-control-allow-methods', 'GET, HEAD, OPTIONS'],
  ...['access-control-allow-headers', 'Cache-Control, If-None-Match, Last-Event-ID'],
  ...['access-control-max-age', '86400'],
];

/** The maximum number of refused origins that are logged, because a client can send any number of them. */
const MAX_REFUSED = 20;
const MAX_LOGGED_ORIGIN = 100;

/**
 * Decides which pages of other origins may read the feed. The first request from each refused origin is logged, because
 * the page itself only learns that the request failed.
 *
 * @param origins the allowed origins, such as `https://paper.example`; `*` allows all
 */
export function createCors(origins: readonly string[], log: Pick<Log, 'warn'>): Cors {
  const allowsAll = origins.includes('*');
  const allowed = new Set(origins.map(originOf));
  const refused = new Set<string>();
  const logRefused = (origin: string, host = ''): void => {
    // A proxy may pass on the origin of a page of its own host.
    const isOwn = urlOf(origin, 'null:')?.host === host;
    if (isOwn || !isLoggable(origin) || refused.has(origin) || refused.size >= MAX_REFUSED) return;
    refused.add(origin);
    log.warn('page may not read the feed', { origin, hint: hintFor(origin, allowed) });
  };
  const headersFor = ({ headers: { origin = '', host } }: IncomingMessage): HeaderList => {
    if (allowsAll) return ['access-control-allow-origin', '*', ...EXPOSED];
    if (allowed.has(origin)) return ['access-control-allow-origin', origin, ...EXPOSED];
    logRefused(origin, host);
    return [];
  };
  return {
    varies: origins.length > 0 && !allowsAll,
    headersFor,
    preflightFor: (request) => {
      const headers = headersFor(request);
      return headers.length > 0 ? [...headers, ...PREFLIGHT] : [];
    },
  };
}

/** Returns an origin in the form that browsers send: in lower case and without a trailing slash. */
const originOf = (text: string): string => urlOf(text, 'null:')?.origin ?? text;

/** Whether a text is an origin that a browser sends for a page. A page that was opened as a file has the origin `null`. */
const isLoggable = (origin: string): boolean =>
  origin === 'null' ||
  (origin.length <= MAX_LOGGED_ORIGIN && /^https?:\/\//.test(origin) && urlOf(origin, 'null:')?.origin === origin);

/** Returns what the publisher can do so that a page of this origin may read the feed. */
function hintFor(origin: string, allowed: ReadonlySet<string>): string {
  if (origin === 'null') return 'open the page from a web server instead of as a file';
  const add = `to allow it, add "${origin}" to “serve.cors”`;
  const twin = origin.replace(/\/\/(localhost|127\.0\.0\.1)(?=:|$)/, (_, name) =>
    name === 'localhost' ? '//127.0.0.1' : '//localhost',
  );
  return twin !== origin && allowed.has(twin) ? `${add}; it is a different origin than ${twin}` : add;
}
