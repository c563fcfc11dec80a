import type { Adapter, ParsePayload } from '../model/raw-feed.js';
import { parseFeed } from './parse-feed.js';

/**
 * Creates the function that parses the payloads of a strip. A mapping that is not valid JSON is ignored.
 *
 * @param adapter an adapter, or the name of an adapter that may be registered later; if null, the payloads have the
 *   canonical feed format (the project's own JSON format)
 * @param mapping the publisher's mapping as JSON, or null
 * @param onInvalidMapping called with the mapping if it is not valid JSON
 */
export function createParser(
  adapter: Adapter | string | null,
  mapping: string | null,
  onInvalidMapping: (mapping: string) => void,
): ParsePayload {
  const options = { adapter: adapter ?? 'canonical', paths: {} };
  try {
    // Despite the type assertion, the value can be other than an object. `checkMapping` checks the value later.
    if (mapping) options.paths = JSON.parse(mapping) as object;
  } catch {
    onInvalidMapping(mapping ?? '');
  }
  return (payload, now, known) => parseFeed(payload, { ...options, now, known });
}
