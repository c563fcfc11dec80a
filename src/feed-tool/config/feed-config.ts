// Generated from feed.config.schema.json by `npm run schema`.

export type Id = string;

/**
 * The configuration of market-ticker-feed: which sources it requests, and which items the feed has.
 */
export interface FeedConfig {
  /**
   * The address of this schema, for editors.
   */
  $schema?: string;
  /**
   * The sources, in order of preference. If several sources have an item, the first one with a fresh value is used.
   *
   * @minItems 1
   * @maxItems 50
   */
  sources: [Source, ...Source[]];
  /**
   * The ids of the items in the feed, in display order. Default: all items of all sources, in the order of the sources.
   *
   * @minItems 1
   * @maxItems 500
   */
  items?: [Id, ...Id[]];
  source?: Credit1;
  /**
   * A text that the strip shows next to the quotes, such as a disclaimer. Default: the notices of the sources in use.
   */
  notice?: string;
  /**
   * Hostnames that may have a private IP address, such as a server in your own network. Write only the name, without `http://` or a port: `localhost`. Default: none.
   */
  allowPrivate?: string[];
  /**
   * The state file, relative to this file. It keeps the last values, closes and trends across restarts. Null means no state file. Default: `feed.state.json`.
   */
  state?: string | null;
  serve?: Serve;
}
export interface Source {
  /**
   * The name of the source in logs, `/health` and `/metrics`: at most 40 ASCII letters, digits, `.`, `_` and `-`, beginning with a letter or digit. Each source needs a different name. For a name for readers, use `credit`.
   */
  name: string;
  /**
   * The http(s) URL. It may contain environment variables (`${NAME}`) and dates (`{date:-1d,yyyyMMdd,Asia/Seoul}`).
   */
  url: string;
  /**
   * The adapter that reads the responses. Default: `canonical`.
   */
  adapter?: 'canonical' | 'paths' | 'naver' | 'krx' | 'kis' | 'dunamu' | 'rates' | 'yahoo';
  /**
   * A mapping for the adapter, as docs/adapters.md of the package explains it. Default: none.
   */
  paths?: {
    [k: string]: unknown;
  };
  /**
   * The HTTP method. Default: `GET`.
   */
  method?: 'GET' | 'POST';
  /**
   * The request headers, which may contain `${NAME}` and `{date:…}`. Default: none.
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
   * The polling interval in seconds, with a random variation of 10 %. Default: 60.
   */
  every?: number;
  /**
   * The polling interval in seconds while all markets of the source are closed. Default: `every`, but at least 60.
   */
  everyClosed?: number;
  /**
   * The time limit for a response in seconds. Default: 10.
   */
  timeout?: number;
  /**
   * The maximum number of requests in any 24 hours. Near the limit, the remaining requests are spread over the rest of the day. Default: no limit.
   */
  budget?: number;
  /**
   * How many days a `{date:…}` may go back if the responses are empty, as on weekends and holidays. Default: 7.
   */
  daysBack?: number;
  /**
   * The delay in minutes, or `eod` for end-of-day data, if the source does not state it. Default: unknown.
   */
  delay?: number | 'eod';
  credit?: Credit;
  /**
   * What the source allows, in your own words. `init`, `check` and `/health` show it.
   */
  licence?: string;
  /**
   * The items to use: their ids at the source, or objects that also override fields. Default: all.
   *
   * @minItems 1
   * @maxItems 500
   */
  items?: [Id | Item, ...(Id | Item)[]];
}
/**
 * The source that the feed and `/markets.txt` name for each item if the responses name none, in any language. Default: `name`.
 */
export interface Credit {
  /**
   * The name of the source, as readers see it.
   */
  name: string;
  /**
   * The URL of the source's page.
   */
  url?: string;
}
export interface Item {
  /**
   * The id at the source.
   */
  take: string;
  /**
   * The id in the feed. Default: the id at the source.
   */
  id?: string;
  /**
   * The name, or an object of names by language. Default: the name from the source.
   */
  name?:
    | string
    | {
        [k: string]: string;
      };
  /**
   * The kind. Default: the kind from the source.
   */
  kind?: 'index' | 'fx' | 'commodity' | 'crypto' | 'equity' | 'future' | 'rate' | 'other';
  /**
   * The number of decimals. Default: the number from the source.
   */
  decimals?: number;
  /**
   * The unit of the price. Default: the unit from the source.
   */
  unit?: string;
  /**
   * The page that the item links to, as an http(s) or relative URL. Default: the URL from the source.
   */
  url?: string;
  /**
   * The icon, as an http(s) or relative URL. Default: the icon from the source.
   */
  icon?: string;
  /**
   * The time and zone of the reference close, such as `15:30 Asia/Seoul`. Set it for an item whose source has no previous close: the tool then records the closes itself. Default: none. End-of-day data do not need it.
   */
  close?: string;
}
/**
 * The source that the strip names, for all items. Default: none, so the strip names no source, and each item in the feed has its own.
 */
export interface Credit1 {
  /**
   * The name of the source, as readers see it.
   */
  name: string;
  /**
   * The URL of the source's page.
   */
  url?: string;
}
/**
 * The settings of `serve`.
 */
export interface Serve {
  /**
   * The address to listen on. Default: `127.0.0.1`, which only this machine can reach.
   */
  host?: string;
  /**
   * The port. With 0, the system chooses a free port. Default: 8080.
   */
  port?: number;
  /**
   * The origins whose pages may read the feed, or `*` for all. Default: only pages of the same origin.
   */
  cors?: string[];
  /**
   * The maximum number of open streams. Further readers get status 503 with `Retry-After`. Default: 5000.
   */
  maxStreams?: number;
  /**
   * The interval in seconds between comments that keep an idle stream open. Default: 15.
   */
  heartbeat?: number;
  /**
   * A second server to post updates to, such as an nchan location: an http(s) URL, or `unix:SOCKET:/PATH`. Default: none.
   */
  publish?: string;
}
