/** The same item again only after so many ms: three flashes a second are what is safe to look at (WCAG 2.3.1). */
const REST = 400;
/** To ask a style has the browser work it out, so it is asked once in so many ms. */
const ASK = 5000;
/**
 * So many ms a flash stays after its end, where a strip moves, for the next paint to take it away: an end by itself costs
 * Chromium five frames of the main thread. Where nothing moves, to stay would keep the compositor awake.
 */
const STAY = 2000;

type Flash = (
  host: Element,
  root: ParentNode,
  ids: readonly string[],
  moves: boolean,
  inSight: (place: number) => boolean,
) => void;

/** Flashes the prices of items: once each, by opacity, which costs no layout. */
export function createFlash(): Flash {
  const flashes = new WeakMap<Element, Animation>();
  let askedAt = -Infinity;
  let duration = 0;
  return (host, root, ids, moves, inSight) => {
    if (!ids.length) return;
    const now = performance.now();
    if (now - askedAt > ASK) {
      askedAt = now;
      const asked = getComputedStyle(host).getPropertyValue('--market-ticker-flash-duration').trim() || '0.6s';
      duration = parseFloat(asked) * (asked.endsWith('ms') ? 1 : 1000);
    }
    const whole = duration + (moves ? STAY : 0);
    for (const [place, item] of root.querySelectorAll<HTMLElement>('li').entries()) {
      const last = flashes.get(item);
      const since = (last?.currentTime as number | null | undefined) ?? Infinity;
      // What is out of sight would be animated by the main thread, for nobody. A duration of 0 is for none.
      const again = ids.includes(item.dataset.id!) && inSight(place) && since > REST && duration > 0;
      // With two at a time, Chromium leaves the second to the main thread.
      if (again || since >= duration) last?.cancel();
      if (again)
        flashes.set(
          item,
          item
            .querySelector('[part~="price"]')!
            .animate(
              { opacity: [0.16, 0, 0], offset: [0, duration / whole, 1], easing: 'ease-out' },
              { duration: whole, pseudoElement: '::before' },
            ),
        );
    }
  };
}
