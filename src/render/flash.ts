import type { ItemPredicate } from './item-updates.js';

/** Milliseconds between two flashes of the same item: three flashes a second are safe to look at (WCAG 2.3.1). */
const MIN_INTERVAL = 400;
/** The duration is asked of the styles once in five seconds, because a computed style costs the browser a style update. */
const DURATION_TTL = 5000;
/**
 * Milliseconds that a flash outlives its visible part where a strip moves, so that the next rendering removes it: an animation
 * that ends by itself costs Chromium five frames of the main thread. Where nothing moves, an animation that stays would keep
 * the compositor awake.
 */
const REMOVAL_DELAY = 2000;

interface FlashRequest {
  /** Its `--market-ticker-flash-duration` is how long the flashes last. */
  readonly host: Element;
  readonly root: ParentNode;
  /** The ids of the items whose prices flash. */
  readonly ids: readonly string[];
  readonly isMoving: boolean;
  readonly isInViewport: ItemPredicate;
}

/** @returns a function that makes the prices of items flash, once each, by opacity, which costs no layout */
export function createFlash(): (request: FlashRequest) => void {
  const flashes = new WeakMap<Element, Animation>();
  let askedAt = -Infinity;
  let duration = 0;
  return ({ host, root, ids, isMoving, isInViewport }) => {
    if (!ids.length) return;
    const now = performance.now();
    if (now - askedAt > DURATION_TTL) {
      askedAt = now;
      duration = flashDuration(host);
    }
    const lifetime = duration + (isMoving ? REMOVAL_DELAY : 0);
    for (const [copy, row] of root.querySelectorAll('ul').entries())
      for (const item of row.querySelectorAll('li')) {
        const { id = '' } = item.dataset;
        const last = flashes.get(item);
        const elapsed = Number(last?.currentTime ?? Infinity);
        // The main thread would animate an item out of sight, for nobody. A duration of 0 turns flashes off.
        const flashesAgain = ids.includes(id) && isInViewport(id, copy) && elapsed > MIN_INTERVAL && duration > 0;
        // Chromium leaves the second of two simultaneous animations to the main thread.
        if (flashesAgain || elapsed >= duration) last?.cancel();
        const price = item.querySelector('[part~="price"]');
        if (flashesAgain && price)
          flashes.set(
            item,
            price.animate(
              { opacity: [0.16, 0, 0], offset: [0, duration / lifetime, 1], easing: 'ease-out' },
              { duration: lifetime, pseudoElement: '::before' },
            ),
          );
      }
  };
}

/** The milliseconds that the styles of a strip ask for. */
function flashDuration(host: Element): number {
  const value = getComputedStyle(host).getPropertyValue('--market-ticker-flash-duration').trim() || '0.6s';
  return parseFloat(value) * (value.endsWith('ms') ? 1 : 1000);
}
