import type { MergedSources } from '../model/merge-sources.js';
import type { Feed } from '../model/quote.js';
import type { FeedConfig } from './config/feed-config.js';

export type SourceConfig = FeedConfig['sources'][number];

/** One HTTP request to a source, with all templates filled in. */
export interface SourceRequest {
  /** The name of the source. */
  readonly source: string;
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  /** The values, by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The time limit for the response in seconds, redirects and body included. */
  readonly timeout: number;
}

/** A complete response with status 2xx. */
export interface SourceAnswer {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  /** The body, decompressed and decoded. */
  readonly text: string;
}

/**
 * Sends a request and resolves with the response. Rejects with a `SourceError` for anything but a complete response
 * with a status of 2xx. Transports: HTTP, the simulated market, recorded bodies.
 */
export type Transport = (request: SourceRequest, signal: AbortSignal) => Promise<SourceAnswer>;

/**
 * Why a request failed: the server was not reached (`unreachable`, which includes DNS), did not respond in time
 * (`timeout`), answered with a status other than 2xx (`status`), with more than 8 MiB (`size`), with HTML or XML
 * (`error-page`), with something else that is not JSON (`not-json`), with JSON that the adapter refuses (`refused`),
 * with no item (`empty`), with a redirect to another origin (`redirect`), or has a private address that is not allowed
 * (`private`). With `budget`, nothing was sent, because the request budget of the day is used up.
 */
export type SourceErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'status'
  | 'size'
  | 'error-page'
  | 'not-json'
  | 'refused'
  | 'empty'
  | 'redirect'
  | 'private'
  | 'budget';

export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly kind: SourceErrorKind;
  /** The HTTP status, or 0 if there was no response. */
  readonly status: number;
  /** The delay in ms that the server requests before the next request; 0 if it requests none. */
  readonly retryAfter: number;

  constructor(kind: SourceErrorKind, message: string, { status = 0, retryAfter = 0 } = {}) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** What is known of a source. */
export interface SourceState {
  readonly config: SourceConfig;
  /**
   * The items of the last good response that the configuration uses, already renamed and completed; undefined before the
   * first good response.
   */
  readonly feed: Feed | undefined;
  /** When the last good response arrived, in epoch ms. */
  readonly receivedAt: number | undefined;
  /** Whether the last good response is recent enough for the interval of the source. */
  readonly isFresh: boolean;
  /** When the last request was sent, in epoch ms. */
  readonly requestedAt: number | undefined;
  /** When the next request is due, in epoch ms. */
  readonly nextRequestAt: number | undefined;
  /** The number of failures in a row. */
  readonly failures: number;
  /** The last failure, or undefined if the last request succeeded. Its message contains no key. */
  readonly error: SourceError | undefined;
  /** The number of requests in the last 24 hours. */
  readonly requestsInDay: number;
  /** When the requests of the last 24 hours were sent, in epoch ms, the earliest first. */
  readonly requestTimes: readonly number[];
  /** The number of requests and of failed requests since the start. */
  readonly requests: number;
  readonly failedRequests: number;
}

/** Writes each event as one line of JSON, or as text for people. Masks keys, and shortens data from sources. */
export interface Log {
  /** @param event what happened, as a short sentence, such as `source failed` */
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** A configuration that was read without an error. */
export interface LoadedConfig {
  readonly config: FeedConfig;
  /** The absolute path of the folder from which relative paths in the configuration start. */
  readonly folder: string;
  /** The values of the environment that the configuration uses. They are never printed. */
  readonly secrets: readonly string[];
}

/**
 * A source that is requested at its polling interval. `start` begins; `stop` aborts a request under way and ends all
 * timers; `requestNow` requests once, regardless of the interval, and resolves when the request has ended, even if it
 * failed.
 */
export interface Source {
  readonly state: SourceState;
  start(): void;
  stop(): void;
  requestNow(): Promise<void>;
}

/** One version of the merged feed. */
export interface MergedFeed extends MergedSources {
  /** The ids whose previous close is from the tool's own record. */
  readonly ownCloses: ReadonlySet<string>;
  /** The feed in the canonical format, as JSON. */
  readonly text: string;
}

/** All sources of a configuration, and their merged feed. */
export interface FeedEngine {
  readonly sources: readonly Source[];
  /** The last merged feed; undefined until a source has responded or a state file was read. */
  readonly merged: MergedFeed | undefined;
  /** Calls the listener after each change of the merged feed's text. Returns a function that stops the calls. */
  subscribe(listener: (merged: MergedFeed) => void): () => void;
  /** Starts all sources. */
  start(): void;
  /** Requests all sources once, and resolves when all have responded or failed. */
  requestAll(): Promise<void>;
  /** Stops all sources and writes the state file. */
  stop(): Promise<void>;
}
