import { startFeedServer, type FeedResponse } from '../../support/feed-server/feed-server.js';
import type { Random } from './random.js';

const IDS = Array.from({ length: 12 }, (_, index) => `Q${index}`);
const MEBIBYTE = 2 ** 20;
const deep = '['.repeat(400_000);
const html: FeedResponse = { body: '<h1>Sign in</h1>', headers: { 'content-type': 'text/html' } };
const one = { version: 1, items: [{ id: 'Q0', price: 1 }] };

/** Responses of a feed that is ill. Each lasts until the next response is set. */
const feedFaults: FeedResponse[] = [
  { status: 404 },
  { status: 500 },
  { status: 503, headers: { 'retry-after': '90' } },
  html,
  { body: '{"version": 1, "items": [' },
  { body: { Note: 'Too many calls' } },
  { body: deep },
  { body: `{"version": 1, "items": [], "notice": "${'x'.repeat(2 * MEBIBYTE)}"}` },
  { body: { version: 1, items: Array.from({ length: 80 }, (_, index) => ({ id: `X${index}`, price: index })) } },
  { fault: 'reset' },
  { fault: 'cut', body: one },
  { fault: 'slow', body: one },
  { fault: 'hang' },
];

const streamOf = (first: string): FeedResponse => ({
  headers: { 'content-type': 'text/event-stream' },
  body: first,
  fault: 'open',
});

/** Responses of a stream that is ill, or that comes and goes. */
const streamFaults: FeedResponse[] = [
  { status: 204 },
  { status: 500 },
  { status: 503, headers: { 'retry-after': '90' } },
  html,
  { fault: 'reset' },
  { fault: 'hang' },
  { headers: { 'content-type': 'text/event-stream' }, body: 'retry: 10\n\n' },
  streamOf('retry: 10\n\n'),
  streamOf(`retry: 120000\n\ndata: ${JSON.stringify({ items: [] })}\n\n`),
];

/** What an ill stream sends. The line of 1.5 MiB never ends. */
const streamTexts = [
  'data: {"items": [\n\n',
  `data: ${deep}\n\n`,
  'data: []\n\ndata: 1\n\nevent: quotes\ndata: null\n\n',
  `data: ${'x'.repeat(1.5 * MEBIBYTE)}`,
  `data: {"items": [{"id": "Q0"}]}\n\n`.repeat(2000),
  'id: \u0000\n\nid: 1\nretry: -1\n\n:\n\r\r\n',
];

/** A feed and a stream with prices that change. */
export interface Market {
  readonly src: string;
  /** The address of the stream. It changes when the server has ended the stream, which a page never opens again. */
  stream(): string;
  /** The prices by id, each with two decimals. */
  prices(): Record<string, number>;
  feed(): unknown;
  /** Changes a share of the prices, and sends them by the stream and, from now on, in the feed unless that is ill. */
  tick(share?: number): Promise<void>;
  /** Makes the feed or the stream ill, or lets it recover. */
  change(): Promise<void>;
  recover(): Promise<void>;
  /** The number of requests that are open. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** Starts a market with servers of its own, as a browser opens only six connections to one server. */
export async function startMarket(random: Random, now: () => number): Promise<Market> {
  const feeds = await startFeedServer(now);
  const streams = await startFeedServer(now);
  const [src, streamUrl] = [`${feeds.origin}/feed/it`, `${streams.origin}/feed/it`];
  const put = (url: string, body: string) => fetch(url, { method: 'PUT', body });
  const respond = (url: string, response: FeedResponse) => put(url, JSON.stringify({ responses: [response] }));
  const items = new Map(IDS.map((id) => [id, { id, kind: 'index', price: 1000, previousClose: 1000, asOf: '' }]));
  let visit = 0;
  let state = 'open';
  let isFeedIll = false;

  const feed = () => ({ version: 1, generatedAt: new Date(now()).toISOString(), state, items: [...items.values()] });
  const answer = (response: FeedResponse = { body: feed() }) => respond(src, response);
  const market: Market = {
    src,
    stream: () => `${streamUrl}?${visit}`,
    prices: () => Object.fromEntries([...items].map(([id, { price }]) => [id, price])),
    feed,
    async tick(share = 0.4) {
      const asOf = new Date(now()).toISOString();
      const changed = IDS.filter(() => random.next() < share).map((id) => items.get(id)!);
      for (const item of changed) Object.assign(item, { asOf, price: Math.round(9e4 + random.next() * 2e4) / 100 });
      await put(`${streamUrl}/open`, `data: ${JSON.stringify({ items: changed })}\n\n`);
      if (!isFeedIll) await answer();
    },
    async change() {
      const act = random.next();
      if (act < 0.1) state = random.of(['open', 'closed', 'holiday']);
      else if (act < 0.3) await put(`${streamUrl}/open`, '');
      else if (act < 0.5) await put(`${streamUrl}/open`, random.of(streamTexts));
      else if (act < 0.65) {
        const response = random.of(streamFaults);
        if (response.status === 204) visit++;
        await respond(streamUrl, response);
        if (random.next() < 0.7) await put(`${streamUrl}/open`, '');
      } else if (act < 0.8) {
        isFeedIll = true;
        await answer(random.of(feedFaults));
      } else await market.recover();
    },
    async recover() {
      isFeedIll = false;
      await answer();
      await respond(streamUrl, streamOf('retry: 1000\n\n'));
    },
    connections: async () => (await feeds.connections()) + (await streams.connections()),
    close: async () => void (await Promise.all([feeds.close(), streams.close()])),
  };
  await market.recover();
  return market;
}
