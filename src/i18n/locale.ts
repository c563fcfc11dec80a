import { isServer } from 'lit';
import { parseLanguageTag } from './language-tag.js';

/**
 * Returns the language of an element as a canonical BCP 47 tag, or an empty text if it is unknown. The language is the `lang` attribute of the element or
 * of its nearest ancestor with this attribute. If the element is in a shadow root, the ancestors include the host and
 * its ancestors. The language is unknown if no `lang` is found, or if the nearest `lang` is empty or states no language.
 * An empty `lang` means that the language is unknown (HTML §3.2.6.2), so the ancestors above it are ignored.
 *
 * @param onUnreadable called with the nearest `lang` if it is not empty but states no language
 */
export function languageOf(element: Element, onUnreadable: (lang: string) => void): string {
  // On a server, the ancestors of an element are unknown, so only its own `lang` attribute is read.
  const holder = isServer ? element : element.closest('[lang]');
  // A form has its fields in place of its own members if they have their names.
  const lang = holder && (isServer ? holder : Element.prototype).getAttribute.call(holder, 'lang');
  if (lang == null) {
    const host = isServer ? undefined : hostOf(element.getRootNode());
    return host ? languageOf(host, onUnreadable) : '';
  }
  const tag = parseLanguageTag(lang);
  if (!tag && lang) onUnreadable(lang);
  return tag ?? '';
}

/**
 * Calls a function when any `lang` or `dir` attribute changes in the document or shadow root that contains an element,
 * even if the change does not affect the element. If the element is in a shadow root, the document or shadow root that
 * contains the host is observed, too. A `MutationObserver` is used, because no event reports such a change.
 *
 * @returns a function that stops the observation
 */
export function watchLanguage(element: Element, onChanged: () => void): () => void {
  const observer = new MutationObserver(onChanged);
  for (let current: Element | undefined = element; current;) {
    const root = current.getRootNode();
    observer.observe(root, { __proto__: null, subtree: true, attributeFilter: ['lang', 'dir'] });
    current = hostOf(root);
  }
  return () => observer.disconnect();
}

/**
 * Returns the host of a shadow root, or undefined for a document. `instanceof ShadowRoot` is not used, because it is
 * false for a shadow root of another frame.
 */
const hostOf = (root: Node): Element | undefined => (root as Partial<ShadowRoot>).host;
