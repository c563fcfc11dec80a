import type { IncomingMessage } from 'node:http';
import { urlOf } from '../../model/url-of.js';

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

/**
 * Decides which pages of other origins may read the feed.
 *
 * @param origins the allowed origins, such as `https://paper.example`; `*` allows all
 */
export function createCors(origins: readonly string[]): Cors {
  const allowsAll = origins.includes('*');
  const allowed = new Set(origins.map(originOf));
  const headersFor = ({ headers: { origin = '' } }: IncomingMessage): HeaderList => {
    if (allowsAll) return ['access-control-allow-origin', '*', ...EXPOSED];
    return allowed.has(origin) ? ['access-control-allow-origin', origin, ...EXPOSED] : [];
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
