/** The language of an element: that of the nearest `lang` on it or above it, through shadow roots; English where there is none. */
export function languageOf(element: Element): string {
  const tagged = element.closest('[lang]:not([lang=""])');
  if (tagged) return tagged.getAttribute('lang')!;
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host ? languageOf(host) : 'en';
}
