/** The same item again only after so many ms: three flashes a second are what is safe to look at (WCAG 2.3.1). */
const REST = 400;
/** To ask a style has the browser work it out, so it is asked once in so many ms. */
const ASK = 5000;

/** Flashes items whose value has changed: once, by opacity, which costs no layout. */
export function createFlash(): (host: Element, root: ParentNode, ids: ReadonlySet<string>) => void {
  const flashed = new Map<string, number>();
  let askedAt = -Infinity;
  let duration = 0;
  return (host, root, ids) => {
    const now = performance.now();
    if (ids.size && now - askedAt > ASK) {
      askedAt = now;
      const asked = getComputedStyle(host).getPropertyValue('--market-ticker-flash-duration').trim() || '0.6s';
      duration = parseFloat(asked) * (asked.endsWith('ms') ? 1 : 1000);
    }
    // 0 is for none.
    if (!(duration > 0)) return;
    const due = [...ids].filter((id) => now - (flashed.get(id) ?? -Infinity) > REST);
    for (const id of due) flashed.set(id, now);
    for (const item of root.querySelectorAll<HTMLElement>('li'))
      if (due.includes(item.dataset.id!))
        item
          .querySelector('[part="price"]')
          ?.animate({ opacity: [0.16, 0] }, { duration, easing: 'ease-out', pseudoElement: '::before' });
  };
}
