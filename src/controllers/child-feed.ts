import { feedInChild, type PageFeed } from '../ssr.js';
import { listen } from '../dom/members.js';

/**
 * Calls a function with the JSON text of the feed that the page contains in a child of an element, and again whenever
 * the text is another. While the browser is parsing the page, children may be added later, and a long text may arrive in
 * pieces. A library that morphs the page writes the newest feed of the server into the text.
 *
 * @returns a function that ends this
 */
export function watchChildFeed(element: HTMLElement, onFeed: (feed: PageFeed) => void): () => void {
  let lastText: string | undefined;
  const read = (): void => {
    const feed = feedInChild(element);
    if (!feed || feed.text === lastText) return;
    lastText = feed.text;
    onFeed(feed);
  };
  const observer = new MutationObserver(read);
  observer.observe(element, { __proto__: null, childList: true, characterData: true, subtree: true });
  // The last child counts as incomplete until the browser has parsed the whole page.
  const ended = new AbortController();
  listen(document, 'DOMContentLoaded', read, { __proto__: null, signal: ended.signal });
  read();
  return () => {
    observer.disconnect();
    ended.abort();
  };
}
