import { pollingSource } from './polling-source.js';
import { sharedTabSource } from './shared-tab-source.js';
import type { FeedRequest, FeedSource, ParsePayload, SourceState } from './types.js';

const sources = new Map<readonly unknown[], FeedSource>();

/**
 * Returns the page's only source for a feed. The first call for a feed creates the source. The source is removed when
 * its last subscriber unsubscribes.
 *
 * @param parse parses payloads with `request.parserOptions`
 */
export function feedSource(request: FeedRequest, parse: ParsePayload): FeedSource {
  const { url, streamUrl, credentials, sharedByTabs, parserOptions } = request;
  const key = [sharedByTabs, url, streamUrl, credentials, ...parserOptions];
  for (const [other, source] of sources) if (key.every((part, index) => part === other[index])) return source;

  const onEmpty = (): void => void sources.delete(key);
  const create = (state: SourceState): FeedSource => pollingSource(request, parse, state);
  // Tabs do not share a feed whose adapter is a function, because the function exists only in this page. Another tab
  // could identify an adapter only by its name.
  const hasName = !parserOptions.some((option) => option instanceof Function);
  const shared = sharedByTabs && hasName ? sharedTabSource(JSON.stringify(key), create, onEmpty) : undefined;
  const source = shared ?? pollingSource(request, parse, { dueAt: 0 }, onEmpty);
  sources.set(key, source);
  return source;
}
