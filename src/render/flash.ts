import type { ItemPredicate } from './item-updates.js';

/**
 * The shortest time in ms between the starts of two flashes of an item. WCAG 2.3.1 allows at most three flashes per
 * second.
 */
const MIN_INTERVAL = 400;
/**
 * The duration of a flash is cached for this time in ms, because reading a computed style makes the browser update the
 * styles.
 */
const DURATION_TTL = 5000;
/**
 * The time in ms for which the animation of a flash continues invisibly after the flash in a moving strip. A rendering
 * during this time cancels the animation, because an animation that ends on its own costs Chromium five frames of the
 * main thread. In a still strip, the animation ends with the flash, because an invisible animation would keep the
 * compositor awake.
 */
const REMOVAL_DELAY = 2000;

interface FlashHost extends Element {
  readonly renderRoot: ParentNode;
}

/**
 * Makes the prices of the given items flash once. A flash animates only the opacity, so it causes no layout.
 *
 * @param ids the ids of the items whose prices flash
 * @param isMoving whether the strip moves
 * @param isInViewport whether an item is in view now
 */
export type Flash = (ids: readonly string[], isMoving: boolean, isInViewport: ItemPredicate) => void;

/** @param host the element that contains the items and whose styles set `--market-ticker-flash-duration` */
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
        // Items out of view do not flash, because the browser would animate them on the main thread. A duration of 0
        // turns flashes off.
        const flashesAgain = ids.includes(id) && isInViewport(id, copy) && elapsed > MIN_INTERVAL && duration > 0;
        // The last flash of an item is cancelled when this flash is no longer visible, or before the item flashes
        // again. Otherwise, two animations could run at once, and Chromium would run the second one on the main thread.
        if (flashesAgain || elapsed >= duration) last?.cancel();
        const price = flashesAgain && item.querySelector('[part~="price"]');
        if (price)
          flashes.set(
            item,
            price.animate(
              { __proto__: null, opacity: [0.16, 0, 0], offset: [0, duration / lifetime, 1], easing: 'ease-out' },
              { __proto__: null, duration: lifetime, pseudoElement: '::before' },
            ),
          );
      }
  };
}

/** Returns the duration of a flash in ms from the styles of `host`, or 600 if the styles do not set it. */
function flashDuration(host: Element): number {
  const value = getComputedStyle(host).getPropertyValue('--market-ticker-flash-duration').trim() || '0.6s';
  return parseFloat(value) * (value.endsWith('ms') ? 1 : 1000);
}
