import { parseFeed } from '../adapters/parse-feed.js';
import type { ParsePayload } from '../feed/types.js';
import type { Adapter } from '../model/raw-feed.js';
import { warnOnce } from '../warn-once.js';

/** The adapter and the mapping that payloads are parsed with, the mapping as JSON. */
export type ParserOptions = readonly [adapter: Adapter | string | null, paths: string | null];

/**
 * Creates the function that parses the payloads of a strip. A mapping that is not JSON is ignored, with one warning in
 * the console.
 *
 * @param adapter a function, or a name that may be registered later; null for the canonical feed
 * @param paths the mapping as JSON; null for none
 */
export function createParser(...[adapter, paths]: ParserOptions): ParsePayload {
  let mapping: unknown;
  try {
    mapping = paths && JSON.parse(paths);
  } catch {
    warnOnce('paths', paths, 'JSON');
  }
  // JSON that is not an object is reported as an issue where the mapping is checked.
  const options = { adapter: adapter ?? 'canonical', paths: mapping ?? {} };
  return (payload, now, known) => parseFeed(payload, { ...options, now, known });
}
