export * from './events.js';
export { MarketTickerElement, type Status } from './market-ticker-element.js';
export type { Adapter, Feed, Issue, Quote } from './feed.js';
