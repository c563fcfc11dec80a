import { warnOnce } from '../warn-once.js';
import type { ParsePayload } from '../feed/feed-source.js';
import { parseFeed } from '../adapters/parse-feed.js';
import type { Adapter } from '../model/raw-feed.js';

/**
 * How a strip reads its feed.
 *
 * @param adapter a function, or a name, which may be registered later; null is the canonical feed
 * @param paths a mapping as JSON; what is no JSON is told once in the console, and left out
 */
export function readerFor(adapter: Adapter | string | null, paths: string | null): ParsePayload {
  let mapping: unknown;
  try {
    mapping = paths && JSON.parse(paths);
  } catch {
    warnOnce('paths', paths, 'JSON');
  }
  return (payload, now, known) =>
    parseFeed(payload, { adapter: adapter ?? 'canonical', paths: Object(mapping) as object, now, known });
}
