/** The language of an element: that of the nearest `lang` on it or above it, through shadow roots; English where there is none. */
export function languageOf(element: Element): string {
  for (let at: Element | null = element; at; at = above(at)) {
    const tagged = at.closest('[lang]:not([lang=""])');
    if (tagged) return tagged.getAttribute('lang')!;
  }
  return 'en';
}

function above(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
