import type { Feed, Issue, Source } from '../../model/quote.js';

/** Returns a feed without the values that contain a key, such as an item URL with the key of the request. */
export function maskFeed(feed: Feed, mask: (text: string) => string): Feed {
  const issues: Issue[] = [];
  /** Leaves out a URL that contains a secret. The host may come from the environment without being a secret. */
  const link = (url: string | null, path: string): string | null => {
    const after = url?.replace(/^[a-z]+:\/\/[^/?#@]*(?=[/?#]|$)/i, '');
    if (!after || mask(after) === after) return url;
    issues.push({ path, value: 'a key', rule: 'url-dropped', action: 'mended' });
    return null;
  };
  const known = new Map<Source, Source>();
  const credit = (source: Source | null, path: string): Source | null => {
    if (source && !known.has(source)) known.set(source, { ...source, url: link(source.url, path) });
    return source && (known.get(source) ?? null);
  };
  return {
    ...feed,
    notice: feed.notice && mask(feed.notice),
    source: credit(feed.source, 'source'),
    quotes: feed.quotes.map((quote, index) => ({
      ...quote,
      url: link(quote.url, `items[${index}].url`),
      icon: link(quote.icon, `items[${index}].icon`),
      source: credit(quote.source, `items[${index}].source`),
    })),
    issues: [...feed.issues, ...issues],
  };
}
