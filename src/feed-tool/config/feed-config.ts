// Generated from feed.config.schema.json by `npm run schema`.

export type Id = string;

/**
 * The configuration of market-ticker-feed: which sources are asked, and what the strip shows from them.
 */
export interface FeedConfig {
  /**
   * The address of this schema, for editors.
   */
  $schema?: string;
  /**
   * The sources, the preferred ones first. If several sources have an item, the first one with a fresh value wins.
   *
   * @minItems 1
   * @maxItems 50
   */
  sources: [Source, ...Source[]];
  /**
   * The ids of the items that the feed has, in this order. Default: all items of all sources, in the order of the sources.
   *
   * @minItems 1
   * @maxItems 500
   */
  items?: [Id, ...Id[]];
  source?: Credit1;
  /**
   * A text that the strip shows beside the quotes, such as a disclaimer. Default: the notices of the sources that items are taken from.
   */
  notice?: string;
  /**
   * The names of hosts that may have a private address, such as a server in your own network. A name, such as `localhost`, without `http://` and port. Default: none.
   */
  allowPrivate?: string[];
  /**
   * The file, relative to this one, in which the last values, closes and trends are kept over a restart. Null keeps none. Default: `feed.state.json`.
   */
  state?: string | null;
  serve?: Serve;
}
export interface Source {
  /**
   * The name of the source in logs, `/health` and `/metrics`. It is unique.
   */
  name: string;
  /**
   * The http(s) address. It may contain `${NAME}` of the environment and `{date:-1d,yyyyMMdd,Asia/Seoul}`.
   */
  url: string;
  /**
   * The adapter that reads the answers. Default: `canonical`.
   */
  adapter?: 'canonical' | 'paths' | 'naver' | 'krx' | 'kis' | 'dunamu' | 'rates' | 'yahoo';
  /**
   * A mapping for the adapter, as docs/adapters.md of the package explains it. Default: none.
   */
  paths?: {
    [k: string]: unknown;
  };
  /**
   * The method of the request. Default: `GET`.
   */
  method?: 'GET' | 'POST';
  /**
   * Headers of the request, which may contain `${NAME}` and `{date:…}`. Default: none.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * The body of a POST request, which may contain `${NAME}` and `{date:…}`. An object is sent as JSON. Default: none.
   */
  body?:
    | string
    | {
        [k: string]: unknown;
      };
  /**
   * The pace: seconds from one request to the next, with a random variation of 10 %. Default: 60.
   */
  every?: number;
  /**
   * The pace in seconds while all markets of the source are closed. Default: `every`, but at least 60.
   */
  everyClosed?: number;
  /**
   * How many seconds an answer may take. Default: 10.
   */
  timeout?: number;
  /**
   * The most requests in any 24 hours. Near the limit, the pace is stretched over the rest of the day. Default: none.
   */
  budget?: number;
  /**
   * How many days a `{date:…}` goes back while answers are empty, for weekends and holidays. Default: 7.
   */
  daysBack?: number;
  /**
   * How late the numbers are, in minutes or `eod`, where the source does not say. Default: unknown.
   */
  delay?: number | 'eod';
  credit?: Credit;
  /**
   * What the source allows, in your words. `init`, `check` and `/health` show it.
   */
  licence?: string;
  /**
   * The items that are taken: ids of the source, or objects that also change them. Default: all.
   *
   * @minItems 1
   * @maxItems 500
   */
  items?: [Id | Item, ...(Id | Item)[]];
}
/**
 * The source that readers see, where the answers name none. Default: the name above.
 */
export interface Credit {
  /**
   * The name of the source as readers see it.
   */
  name: string;
  /**
   * The address of the source's page.
   */
  url?: string;
}
export interface Item {
  /**
   * The id that the source uses.
   */
  take: string;
  /**
   * The id in the feed. Default: that of the source.
   */
  id?: string;
  /**
   * The name, or names by language. Default: that of the source.
   */
  name?:
    | string
    | {
        [k: string]: string;
      };
  /**
   * The kind. Default: that of the source.
   */
  kind?: 'index' | 'fx' | 'commodity' | 'crypto' | 'equity' | 'future' | 'rate' | 'other';
  /**
   * The number of decimals. Default: that of the source.
   */
  decimals?: number;
  /**
   * The unit of the price. Default: that of the source.
   */
  unit?: string;
  /**
   * The http(s) or relative address that the item leads to. Default: that of the source.
   */
  url?: string;
  /**
   * The http(s) or relative address of the icon. Default: that of the source.
   */
  icon?: string;
  /**
   * The time of the reference close and its zone, such as `15:30 Asia/Seoul`. With it, closes are recorded for an item whose source states no previous close. Default: none; end-of-day data need none.
   */
  close?: string;
}
/**
 * The source that the feed names as a whole. Default: none, so each item names its own.
 */
export interface Credit1 {
  /**
   * The name of the source as readers see it.
   */
  name: string;
  /**
   * The address of the source's page.
   */
  url?: string;
}
/**
 * The settings of `serve`.
 */
export interface Serve {
  /**
   * The address at which the server listens. Default: `127.0.0.1`, which only this machine reaches.
   */
  host?: string;
  /**
   * The port. 0 takes a free one. Default: 8080.
   */
  port?: number;
  /**
   * The origins whose pages may read the feed, or `*` for all. Default: none, so only pages of the same origin.
   */
  cors?: string[];
  /**
   * The most open streams. A further reader gets 503 with `Retry-After`. Default: 5000.
   */
  maxStreams?: number;
  /**
   * Seconds between two comments that keep an idle stream open. Default: 15.
   */
  heartbeat?: number;
  /**
   * Where updates are posted as well, such as a location of nchan: an http(s) address, or `unix:SOCKET:/PATH`. Default: none.
   */
  publish?: string;
}
