export { parseFeed, type ParseOptions } from './adapters/parse-feed.js';
export { registerAdapter } from './adapters/registry.js';
export { fetchPayload } from './feed/fetch-payload.js';
export { mergeSources, type MergedSources, type MergeOptions, type SourceValues } from './model/merge-sources.js';
export { writeFeed } from './model/write-feed.js';
export type {
  Delay,
  Direction,
  Feed,
  Issue,
  IssueAction,
  Kind,
  MarketState,
  Name,
  Quote,
  Source,
} from './model/quote.js';
export type { MarketFeed, MarketFeedItem, MarketFeedRemoval, MarketFeedSource } from './feed/feed-v1.js';
export type { Adapter, RawFeed, RawItem, Units } from './model/raw-feed.js';
