const NAME = 'market-ticker-builder';

/** Returns what the page has saved when it was left, if it was left in the state that its address has now. */
export function restoreVisit(): unknown {
  try {
    const [address, saved] = JSON.parse(sessionStorage.getItem(NAME) ?? '[]') as unknown[];
    return address === location.href ? saved : undefined;
  } catch {
    return undefined;
  }
}

/** Saves what `save` returns when the browser leaves the page: it may be reloaded, or come back from its history. */
export function saveOnLeaving(save: () => unknown): void {
  addEventListener('pagehide', () => {
    try {
      sessionStorage.setItem(NAME, JSON.stringify([location.href, save()]));
    } catch {
      // The browser keeps nothing for this page, or not that much. Then the page starts with the settings in its address.
    }
  });
}
