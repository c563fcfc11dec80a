import { MarketTickerElement } from './market-ticker-element.js';

/** Registers the tag, once: a second script on the page, or another version, leaves the first in place. */
export function define(registry: CustomElementRegistry | undefined = globalThis.customElements): void {
  if (registry && !registry.get(MarketTickerElement.tag)) registry.define(MarketTickerElement.tag, MarketTickerElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'market-ticker': MarketTickerElement;
  }
}
