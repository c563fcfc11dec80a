/**
 * The language of an element: that of the nearest `lang` on it or above it, through shadow roots; English where there is
 * none, or where it is no language.
 */
export function languageOf(element: Element): string {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  const lang = element.closest('[lang]')?.getAttribute('lang');
  try {
    return lang ? Intl.getCanonicalLocales(lang)[0]! : host ? languageOf(host) : 'en';
  } catch {
    return 'en';
  }
}
