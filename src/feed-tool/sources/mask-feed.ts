import type { Feed, Issue, Source } from '../../model/quote.js';

/** Returns a feed without what contains a key, such as an address of the answer itself that an item leads to. */
export function maskFeed(feed: Feed, mask: (text: string) => string): Feed {
  const issues: Issue[] = [];
  /** Leaves an address out. The host may be a value of the environment, which is no secret then. */
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
