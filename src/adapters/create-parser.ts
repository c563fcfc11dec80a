import type { Feed, Quote } from '../model/quote.js';
import type { Adapter } from '../model/raw-feed.js';
import { parseFeed } from './parse-feed.js';

/** Parses a payload at a time, in epoch milliseconds; a partial update together with the known quotes, by id. */
type Parser = (payload: unknown, now: number, known?: ReadonlyMap<string, Quote>) => Feed;

/**
 * Creates the function that parses the payloads of a strip. A mapping that is not JSON is reported and ignored.
 *
 * @param adapter a function, or a name that may be registered later; null for the canonical feed
 * @param mapping as JSON; null for none
 * @param onInvalidMapping called when the mapping is not JSON
 */
export function createParser(
  adapter: Adapter | string | null,
  mapping: string | null,
  onInvalidMapping: (mapping: string) => void,
): Parser {
  const options = { adapter: adapter ?? 'canonical', paths: {} };
  try {
    // JSON that is not an object is reported as an issue where the mapping is checked.
    if (mapping) options.paths = JSON.parse(mapping) as object;
  } catch {
    onInvalidMapping(mapping ?? '');
  }
  return (payload, now, known) => parseFeed(payload, { ...options, now, known });
}
