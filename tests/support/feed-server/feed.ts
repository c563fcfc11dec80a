import { inject } from 'vitest';
import type { FeedRequest, FeedResponse } from './feed-server.js';

export interface ServedFeed {
  /** What the element's `src` is. */
  readonly url: string;
  /** Replaces the answers that are still to come: each request takes the next, the last one stays. */
  respond(responses: FeedResponse[]): Promise<void>;
  /** The requests for `url` so far. */
  requests(): Promise<FeedRequest[]>;
}

/** An event stream: what is sent comes to all who listen. */
export interface ServedStream extends Pick<ServedFeed, 'url' | 'requests' | 'respond'> {
  /** How many listen. */
  listeners(): Promise<number>;
  /** Sends events on, each with these data: an object as JSON. */
  push(...events: unknown[]): Promise<void>;
  /** Sends text as it is: what makes an event is up to it. */
  send(text: string): Promise<void>;
  /** Ends it for all who listen; the server goes on with the answers that were planned. */
  end(): Promise<void>;
}

const fetch = globalThis.fetch.bind(globalThis); // the real one, also while a test stubs the global

/** A feed of its own on the real HTTP server, for one test. */
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

/** What a server of an event stream answers first. */
export const streamOf = (...first: unknown[]): FeedResponse => ({
  headers: { 'content-type': 'text/event-stream' },
  // The browser is to try again soon.
  body: `retry: 50\n\n${first.map(eventOf).join('')}`,
  fault: 'open',
});

const eventOf = (data: unknown): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** An event stream of its own on the real HTTP server, for one test. */
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
