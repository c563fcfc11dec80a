import { MarketTickerElement } from './market-ticker-element.js';

/** Registers the tag, once: a second script on the page, or another version, leaves the first in place. */
export function define(): void {
  // Node has no registry of its own.
  const registry = globalThis.customElements as CustomElementRegistry | undefined;
  if (!registry?.get('market-ticker')) registry?.define('market-ticker', MarketTickerElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'market-ticker': MarketTickerElement;
  }
}
