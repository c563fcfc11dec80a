import { MarketTickerElement } from './market-ticker-element.js';

/**
 * Registers the tag `market-ticker`. Does nothing where the tag is registered already, as by a second script on the
 * page, possibly of another version; and in Node, which has no registry.
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
