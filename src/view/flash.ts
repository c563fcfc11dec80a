/** The same item again only after so many ms: three flashes a second are what is safe to look at (WCAG 2.3.1). */
const REST = 400;
/** To ask a style has the browser work it out, so it is asked once in so many ms. */
const ASK = 5000;

type Flash = (host: Element, root: ParentNode, ids: readonly string[], inSight: (place: number) => boolean) => void;

/** Flashes the prices of items: once each, by opacity, which costs no layout. */
export function createFlash(): Flash {
  const flashed = new Map<string, number>();
  let askedAt = -Infinity;
  let duration = 0;
  return (host, root, ids, inSight) => {
    const now = performance.now();
    const due = ids.filter((id) => now - (flashed.get(id) ?? -Infinity) > REST);
    if (!due.length) return;
    if (now - askedAt > ASK) {
      askedAt = now;
      const asked = getComputedStyle(host).getPropertyValue('--market-ticker-flash-duration').trim() || '0.6s';
      duration = parseFloat(asked) * (asked.endsWith('ms') ? 1 : 1000);
    }
    // 0 is for none.
    if (!(duration > 0)) return;
    // A feed may bring ids without end.
    if (flashed.size > 2000) flashed.clear();
    for (const id of due) flashed.set(id, now);
    // What is out of sight would be animated by the main thread, for nobody.
    for (const [place, item] of root.querySelectorAll<HTMLElement>('li').entries())
      if (due.includes(item.dataset.id!) && inSight(place)) flash(item.querySelector('[part~="price"]')!, duration);
  };
}

const flashes = new WeakMap<Element, Animation>();

function flash(price: Element, duration: number): void {
  // With two at a time, Chromium leaves the second to the main thread.
  flashes.get(price)?.cancel();
  flashes.set(
    price,
    price.animate({ opacity: [0.16, 0] }, { duration, easing: 'ease-out', pseudoElement: '::before' }),
  );
}
