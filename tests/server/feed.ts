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
