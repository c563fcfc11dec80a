import { get, request as sendRequest, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import { parseFeed } from '../../../../src/feed.js';
import { createLog } from '../../../../src/feed-tool/log.js';
import { createFeedServer, type FeedServerOptions } from '../../../../src/feed-tool/serve/server.js';
import type { FeedEngine, MergedFeed, Source, SourceState } from '../../../../src/feed-tool/types.js';
import { writeFeed } from '../../../../src/model/write-feed.js';
import { now } from '../../../support/fixtures/parse-helpers.js';

export interface EngineUnderTest extends FeedEngine {
  /** Sets the merged feed, and tells the listeners. */
  show(payload: unknown, missing?: readonly string[]): void;
}

/** A state of a source that has answered a minute ago. */
export const sourceState = (name: string, state: Partial<SourceState> = {}): SourceState => ({
  config: { name, url: 'http://source.example/' },
  feed: undefined,
  receivedAt: now - 60_000,
  isFresh: true,
  requestedAt: now - 60_100,
  nextRequestAt: now + 1000,
  failures: 0,
  error: undefined,
  requestsInDay: 7,
  requestTimes: [],
  requests: 9,
  failedRequests: 2,
  ...state,
});

/** An engine whose feed the test sets. */
export function engineUnderTest(states: readonly SourceState[] = []): EngineUnderTest {
  const listeners = new Set<(merged: MergedFeed) => void>();
  let merged: MergedFeed | undefined;
  const none = (): Promise<void> => Promise.resolve();
  return {
    sources: states.map((state): Source => ({ state, start: none, stop: none, requestNow: none })),
    get merged() {
      return merged;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: none,
    requestAll: none,
    stop: none,
    show: (payload, missing = []) => {
      const feed = parseFeed(payload, { now });
      const text = JSON.stringify(writeFeed(feed));
      merged = { feed, text, origins: new Map(), ownCloses: new Set(), missing };
      for (const listener of listeners) listener(merged);
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Starts a server on a free port. It is stopped when the test has finished. */
export async function startServer({
  states,
  settings,
  payload,
  ...options
}: Partial<FeedServerOptions> & {
  states?: readonly SourceState[];
  payload?: unknown;
} = {}) {
  const engine = engineUnderTest(states);
  const lines: string[] = [];
  const server = createFeedServer({
    engine,
    settings: { port: 0, ...settings },
    log: createLog({ write: (line) => lines.push(line) }),
    secrets: [],
    now: () => now,
    ...options,
  });
  if (payload !== undefined) engine.show(payload);
  const origin = await server.listen();
  onTestFinished(() => server.close());
  const port = Number(new URL(origin).port);

  const request = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      sendRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(parts);
          resolve({ status: response.statusCode!, headers: response.headers, bytes, text: bytes.toString() });
        });
      })
        .on('error', reject)
        .end();
    });
  return { engine, server, origin, port, lines, request };
}

export interface StreamUnderTest {
  readonly events: { readonly id: string; readonly data: unknown }[];
  /** All that has arrived, comments included. */
  text(): string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens a stream and reads its events. */
export function openStream(origin: string, headers: Record<string, string> = {}): Promise<StreamUnderTest> {
  return new Promise((resolve, reject) => {
    get(`${origin}/markets/stream`, { headers, agent: false }, (response) => {
      let text = '';
      let rest = '';
      const events: StreamUnderTest['events'] = [];
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        const blocks = (rest + part).split('\n\n');
        rest = blocks.pop()!;
        for (const block of blocks) {
          const [, id, data] = /^id: (.*)\ndata: (.*)$/.exec(block) ?? [];
          if (data) events.push({ id: id!, data: JSON.parse(data) });
        }
      });
      response.on('error', () => undefined);
      const ended = new Promise<void>((end) => response.on('end', end));
      const close = (): void => void response.destroy();
      onTestFinished(close);
      resolve({ events, text: () => text, status: response.statusCode!, headers: response.headers, ended, close });
    }).on('error', reject);
  });
}
