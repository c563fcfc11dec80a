import type { ParsePayload } from '../model/raw-feed.js';
import { pollingSource } from './polling-source.js';
import { sharedTabSource } from './shared-tab-source.js';
import type { FeedRequest, FeedSource, SourceState } from './types.js';

const sources = new Map<readonly unknown[], FeedSource>();

/**
 * Returns the source of a feed. A page has only one source for each feed. The first call creates the source, and the
 * source is removed when its last subscriber unsubscribes.
 *
 * @param parse parses payloads with `request.parserOptions`
 */
export function feedSource(request: FeedRequest, parse: ParsePayload): FeedSource {
  const { url, streamUrl, credentials, sharedByTabs, parserOptions } = request;
  const key = [sharedByTabs, url, streamUrl, credentials, ...parserOptions];
  for (const [other, source] of sources) if (key.every((part, index) => part === other[index])) return source;

  const onEmpty = (): void => void sources.delete(key);
  const create = (state: SourceState): FeedSource => pollingSource(request, parse, state);
  // Tabs do not share a feed whose adapter is a function, because tabs can identify an adapter only by a name, and the
  // function exists only in this page.
  const hasName = !parserOptions.some((option) => option instanceof Function);
  const shared = sharedByTabs && hasName ? sharedTabSource(JSON.stringify(key), create, onEmpty) : undefined;
  const source = shared ?? pollingSource(request, parse, { dueAt: 0 }, onEmpty);
  sources.set(key, source);
  return source;
}
