// The types that a publisher who writes TypeScript without a framework relies on. This file is compiled, not run.
import { define, MarketTickerElement, MarketTickerSelectEvent, type Quote, type Status } from 'market-ticker';
import { MarketTickerElement as Pure } from 'market-ticker/element.js';
import { parseFeed, registerAdapter, type Adapter, type MarketFeed } from 'market-ticker/feed.js';
import { naver } from 'market-ticker/adapters/naver.js';

const strip = document.createElement('market-ticker');
const same: MarketTickerElement = strip;
const pure: Pure = same;
strip.addEventListener('market-ticker-update', ({ quotes, changed }) => {
  const first: Quote | undefined = quotes[0];
  const ids: readonly string[] = changed;
  console.log(first, ids);
});
strip.addEventListener('market-ticker-error', ({ kind, status, retryAt }) =>
  console.log(kind === 'http', status, retryAt),
);
document.querySelector('market-ticker')?.addEventListener('market-ticker-issues', ({ issues }) => console.log(issues));
// The events bubble.
document.addEventListener('market-ticker-select', (event) => {
  const one: MarketTickerSelectEvent = event;
  if (one.quote.kind === 'index') event.preventDefault();
});
window.addEventListener('market-ticker-update', (event) => console.log(event.quotes));

const mine: Adapter = (payload) => ({ fields: {}, items: [{ path: '', fields: { id: 'X', price: payload } }] });
registerAdapter('mine', mine);
strip.adapter = mine;
strip.layout = 'grid';
strip.interval = null;
const feed: MarketFeed = { version: 1, items: [{ id: 'KOSPI', price: 2855.77 }] };
strip.data = feed;
const status: Status = strip.status;
define();
console.log(pure, status, parseFeed(feed, { adapter: naver }).quotes);

// @ts-expect-error: the layout does not exist
strip.layout = 'diagonal';
// @ts-expect-error: `quotes` is read-only
strip.quotes = [];
// @ts-expect-error: an update event has no `kind`
strip.addEventListener('market-ticker-update', ({ kind }) => console.log(kind));
// @ts-expect-error: a price is a number
const wrong: MarketFeed = { version: 1, items: [{ id: 'KOSPI', price: '2,855.77' }] };
console.log(wrong);
