import { MarketTickerElement } from './market-ticker-element.js';

/**
 * Registers the tag `market-ticker`. Does nothing if the tag is already registered, for example by another version of
 * this script on the same page. Also does nothing if the environment has no custom element registry.
 */
export function define(): void {
  const registry = globalThis.customElements as CustomElementRegistry | undefined;
  if (!registry?.get('market-ticker')) registry?.define('market-ticker', MarketTickerElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'market-ticker': MarketTickerElement;
  }
}
