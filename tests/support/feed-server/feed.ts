import { inject } from 'vitest';
import type { FeedRequest, FeedResponse } from './feed-server.js';

export interface ServedFeed {
  /** The address for the element's `src`. */
  readonly url: string;
  /** Replaces the responses that are still to come. Each request gets the next one; the last one is repeated. */
  respond(responses: FeedResponse[]): Promise<void>;
  /** The requests for `url` so far. */
  requests(): Promise<FeedRequest[]>;
}

/** An event stream. Events are sent to every open connection. */
export interface ServedStream extends Pick<ServedFeed, 'url' | 'requests' | 'respond'> {
  /** The number of open connections. */
  listeners(): Promise<number>;
  /** Sends one event per argument. An argument that is not a string is sent as JSON. */
  push(...events: unknown[]): Promise<void>;
  /** Sends the text as it is, which need not be a whole event. */
  send(text: string): Promise<void>;
  /** Ends all open connections. The next request gets the next of the planned responses. */
  end(): Promise<void>;
}

const fetch = globalThis.fetch.bind(globalThis); // the real `fetch`, even while a test replaces the global

/** Creates a feed for one test on the real HTTP server. */
export async function serveFeed(responses: FeedResponse[]): Promise<ServedFeed> {
  const url = `${inject('feedServer')}/feed/${Math.random().toString(36).slice(2)}`;
  const respond = async (responses: FeedResponse[]): Promise<void> => {
    const { ok } = await fetch(url, { method: 'PUT', body: JSON.stringify({ responses }) });
    if (!ok) throw new Error(`the feed server refused the responses of ${url}`);
  };
  const requests = async (): Promise<FeedRequest[]> =>
    (await fetch(`${url}/log`, { cache: 'no-store' })).json() as Promise<FeedRequest[]>;

  await respond(responses);
  return { url, respond, requests };
}

/** The response of an event stream that begins with these events and stays open. */
export const streamOf = (...first: unknown[]): FeedResponse => ({
  headers: { 'content-type': 'text/event-stream' },
  // In Firefox, `fetch` resolves only with the first byte.
  body: `:\n\n${first.map(eventOf).join('')}`,
  fault: 'open',
});

const eventOf = (data: unknown): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** Creates an event stream for one test on the real HTTP server. */
export async function serveStream(responses: FeedResponse[] = [streamOf()]): Promise<ServedStream> {
  const { url, respond, requests } = await serveFeed(responses);
  const send = async (text: string): Promise<void> => {
    const { ok } = await fetch(`${url}/open`, { method: 'PUT', body: text });
    if (!ok) throw new Error(`the feed server has no stream ${url}`);
  };
  return {
    url,
    respond,
    requests,
    listeners: async () => (await fetch(`${url}/open`, { cache: 'no-store' })).json() as Promise<number>,
    send,
    push: (...events) => send(events.map(eventOf).join('')),
    end: () => send(''),
  };
}
