export * from './events.js';
export { MarketTickerElement } from './market-ticker-element.js';
export type { Status } from './view/strip-view.js';
export type { Adapter, Feed, Issue, Quote } from './feed.js';
