import { isServer } from 'lit';

/**
 * The language of an element: that of the nearest `lang` on it or above it, through shadow roots; English where there is
 * none, or where it is no language.
 */
export function languageOf(element: Element): string {
  // A server knows nothing above it.
  const { host } = (isServer ? {} : element.getRootNode()) as Partial<ShadowRoot>;
  const lang = (isServer ? element : element.closest('[lang]'))?.getAttribute('lang');
  try {
    return lang ? Intl.getCanonicalLocales(lang)[0]! : host ? languageOf(host) : 'en';
  } catch {
    return 'en';
  }
}

/**
 * Tells when some `lang` or `dir` changes that may be an element's, through shadow roots. No event does.
 *
 * @returns a function that ends it
 */
export function watchLanguage(element: Element, changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  for (let root: Node | undefined = element; root; root = (root as Partial<ShadowRoot>).host) {
    root = root.getRootNode();
    observer.observe(root, { subtree: true, attributeFilter: ['lang', 'dir'] });
  }
  return () => observer.disconnect();
}
