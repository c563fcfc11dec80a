import { warn } from './attributes.js';
import { parseFeed, type Adapter, type Feed } from './feed.js';

/**
 * How a strip reads its feed.
 *
 * @param adapter a function, or a name, which may be registered later; null is the canonical feed
 * @param paths a mapping, or its JSON; what is no JSON is told once in the console, and left out
 */
export function readerFor(adapter: Adapter | string | null, paths: object | string | null): (payload: unknown) => Feed {
  let mapping: unknown = paths;
  if (typeof paths === 'string') {
    try {
      mapping = JSON.parse(paths);
    } catch {
      warn('paths', (mapping = paths), 'JSON');
    }
  }
  return (payload) =>
    parseFeed(payload, { adapter: adapter ?? 'canonical', paths: typeof mapping === 'object' ? mapping! : {} });
}
