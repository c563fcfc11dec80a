import { createParser } from '../adapters/create-parser.js';
import { MAX_BYTES } from '../feed/read-text.js';
import type { Feed } from '../model/quote.js';
import type { Adapter, ParsePayload } from '../model/raw-feed.js';
import type { PageFeed } from '../ssr.js';
import { checkedProperties } from '../properties.js';
import { warnOnce } from '../warn-once.js';

const { check: checkPaths } = checkedProperties.paths;

/** The adapter and the JSON text of the mapping that are used to parse payloads. */
export type ParserOptions = readonly [adapter: Adapter | string | null, mapping: string | null];

/** A strip whose properties determine how its payloads are parsed. */
export interface ParserHost extends HTMLElement {
  readonly adapter: string | Adapter | null;
  readonly paths: object | string | null;
}

/** Returns the adapter of a strip, and its mapping from `paths` or from the tag's content. */
export function parserOptionsOf(host: ParserHost): ParserOptions {
  const { adapter, isConnected } = host;
  const paths = host.paths ?? (isConnected && checkPaths(host.querySelector('script[data-paths]')?.textContent));
  // The property holds JSON, whatever was set (see properties.ts).
  return [adapter, (paths || null) as string | null];
}

export const parserFor = ([adapter, mapping]: ParserOptions): ParsePayload =>
  createParser(adapter, mapping, (text) => warnOnce('paths', text, 'JSON'));

export const parsePayload = (host: ParserHost, payload: unknown, now: number): Feed =>
  parserFor(parserOptionsOf(host))(payload, now);

/** Parses the feed that the page contains. Returns the kind of failure if it is too large or not JSON. */
export function parsePageFeed(
  host: ParserHost,
  { text, isCanonical }: PageFeed,
  now: number,
): Feed | 'size' | 'syntax' {
  if (text.length > MAX_BYTES) return 'size';
  try {
    const payload: unknown = JSON.parse(text);
    return isCanonical ? parserFor([null, null])(payload, now) : parsePayload(host, payload, now);
  } catch {
    return 'syntax';
  }
}
