/** The same item again only after so many ms: three flashes a second are what is safe to look at (WCAG 2.3.1). */
const REST = 400;

/** Flashes items whose value has changed: once, by opacity, which costs no layout. */
export function createFlash(): (host: Element, root: ParentNode, ids: ReadonlySet<string>) => void {
  const flashed = new Map<string, number>();
  return (host, root, ids) => {
    const asked = getComputedStyle(host).getPropertyValue('--market-ticker-flash-duration').trim() || '0.6s';
    const duration = parseFloat(asked) * (asked.endsWith('ms') ? 1 : 1000);
    // 0 is for none.
    if (!(duration > 0)) return;
    const now = performance.now();
    const due = [...ids].filter((id) => now - (flashed.get(id) ?? -Infinity) > REST);
    for (const id of due) flashed.set(id, now);
    for (const item of root.querySelectorAll<HTMLElement>('li'))
      if (due.includes(item.dataset.id!))
        item
          .querySelector('[part="price"]')
          ?.animate({ opacity: [0.16, 0] }, { duration, easing: 'ease-out', pseudoElement: '::before' });
  };
}
