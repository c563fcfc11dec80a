import { FeedSource, type FeedRequest } from './feed-source.js';

const sources: { request: FeedRequest; source: FeedSource }[] = [];

/** The page's one source for this request; made when nobody has asked for it, gone when the last one leaves. */
export function sharedSource(request: FeedRequest): FeedSource {
  const found = sources.find(
    ({ request: { url, credentials, read } }) =>
      url === request.url && credentials === request.credentials && read === request.read,
  );
  if (found) return found.source;
  const around = { now: Date.now, random: Math.random, page: document };
  const source = new FeedSource(request, around, () => {
    const index = sources.findIndex((entry) => entry.source === source);
    if (index >= 0) sources.splice(index, 1);
  });
  sources.push({ request, source });
  return source;
}
