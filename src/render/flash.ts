import type { ItemPredicate } from './item-updates.js';

/** The shortest time between two flashes of an item, in ms: three flashes a second are safe to look at (WCAG 2.3.1). */
const MIN_INTERVAL = 400;
/** The duration is read once in this many milliseconds, because a computed style costs the browser a style update. */
const DURATION_TTL = 5000;
/**
 * How long a flash goes on invisibly where a strip moves, in ms, so that the next rendering removes it: an animation that
 * ends by itself costs Chromium five frames of the main thread. Where nothing moves, such an animation would keep the
 * compositor awake.
 */
const REMOVAL_DELAY = 2000;

interface FlashHost extends Element {
  readonly renderRoot: ParentNode;
}

/**
 * Makes the prices of items flash, once each, by opacity, which costs no layout.
 *
 * @param ids the ids of the items whose prices flash
 */
export type Flash = (ids: readonly string[], isMoving: boolean, isInViewport: ItemPredicate) => void;

/** @param host the element that contains the items; its `--market-ticker-flash-duration` says how long the flashes last */
export function createFlash(host: FlashHost): Flash {
  const flashes = new WeakMap<Element, Animation>();
  let durationReadAt = -Infinity;
  let duration = 0;
  return (ids, isMoving, isInViewport) => {
    if (!ids.length) return;
    const now = performance.now();
    if (now - durationReadAt > DURATION_TTL) {
      durationReadAt = now;
      duration = flashDuration(host);
    }
    const lifetime = duration + (isMoving ? REMOVAL_DELAY : 0);
    for (const [copy, row] of host.renderRoot.querySelectorAll('ul').entries())
      for (const item of row.querySelectorAll('li')) {
        const { id = '' } = item.dataset;
        const last = flashes.get(item);
        const elapsed = Number(last?.currentTime ?? Infinity);
        // The main thread would animate an item that nobody sees. A duration of 0 turns flashes off.
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

/** Reads the duration of a flash from the styles of a strip, in ms; 600 where they do not say. */
function flashDuration(host: Element): number {
  const value = getComputedStyle(host).getPropertyValue('--market-ticker-flash-duration').trim() || '0.6s';
  return parseFloat(value) * (value.endsWith('ms') ? 1 : 1000);
}
