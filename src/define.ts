import { MarketTickerElement } from './market-ticker-element.js';
import { canRender } from './dom/policy.js';

/**
 * Registers the tag `market-ticker`. Does nothing if the tag is already registered, for example by another version of
 * this script on the same page. Also does nothing if the environment has no custom element registry, or if the browser
 * is older than those that the element supports. What the page contains inside the tag then stays.
 */
export function define(): void {
  const registry = globalThis.customElements as CustomElementRegistry | undefined;
  if (registry && !registry.get('market-ticker') && isSupported()) {
    if (canRender()) registry.define('market-ticker', MarketTickerElement);
    else console.warn('<market-ticker> needs the Trusted Types policy market-ticker, which this page does not allow');
  }
}

/**
 * Returns false in browsers older than Chromium 109, Firefox 115 and Safari 16.0. These two properties identify them:
 * `hyphenate-limit-chars` came with Chromium 109, and `animation-composition` with Firefox 115 and Safari 16.0. Scripts
 * cannot add CSS properties, whereas many pages add new functions to old browsers. A server has no CSS.
 */
function isSupported(): boolean {
  if (!globalThis.CSS) return true;
  return (
    ['hyphenate-limit-chars', 'animation-composition'].some((property) => CSS.supports(property, 'initial')) &&
    ['ResizeObserver', 'IntersectionObserver', 'Animation'].every((name) => name in globalThis)
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'market-ticker': MarketTickerElement;
  }
}
