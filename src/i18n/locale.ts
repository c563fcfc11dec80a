import { isServer } from 'lit';

/**
 * Returns the language of an element as a canonical BCP 47 tag: the nearest `lang` on the element or above it, also
 * above the shadow root that contains it. Returns `en` where there is none, or where the nearest one is no valid
 * language tag.
 */
export function languageOf(element: Element): string {
  // On a server an element has no ancestors.
  const lang = (isServer ? element : element.closest('[lang]'))?.getAttribute('lang');
  if (lang) {
    try {
      return Intl.getCanonicalLocales(lang)[0] ?? 'en';
    } catch {
      return 'en';
    }
  }
  const host = isServer ? undefined : hostOf(element.getRootNode());
  return host ? languageOf(host) : 'en';
}

/**
 * Calls a function when any `lang` or `dir` changes that may apply to an element, also above the shadow root that
 * contains it. No event reports such a change.
 *
 * @returns a function that ends the observation
 */
export function watchLanguage(element: Element, onChanged: () => void): () => void {
  const observer = new MutationObserver(onChanged);
  for (let current: Element | undefined = element; current;) {
    const root = current.getRootNode();
    observer.observe(root, { subtree: true, attributeFilter: ['lang', 'dir'] });
    current = hostOf(root);
  }
  return () => observer.disconnect();
}

/** Returns the host of a shadow root; undefined for a document. `instanceof` would not know a root of another frame. */
const hostOf = (root: Node): Element | undefined => (root as Partial<ShadowRoot>).host;
