import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FeedConfig } from '../config/feed-config.js';
import { UsageError } from '../command.js';
import { createMask } from '../mask-secrets.js';
import type { FeedEngine, Log } from '../types.js';
import { createCors } from './cors.js';
import { followFeed, type FeedVersion } from './current-feed.js';
import { publishTarget } from './publish-target.js';
import { createPublisher } from './publisher.js';
import { createRoutes } from './routes.js';
import { createStreamHub } from './stream-hub.js';
import { sendText } from './text-answer.js';
import { updateBetween } from './updates.js';

export interface FeedServerOptions {
  readonly engine: FeedEngine;
  readonly settings: NonNullable<FeedConfig['serve']>;
  readonly log: Log;
  /** The values to mask in `/health`. */
  readonly secrets: readonly string[];
  /** Returns the time in epoch ms. Default: `Date.now`. */
  readonly now?: () => number;
  /** The time limit for stopping, in ms. Default: 5000. */
  readonly grace?: number;
}

export interface FeedServer {
  /** Starts to listen. Resolves with the origin, such as `http://127.0.0.1:8080`. Throws a `UsageError` if it can't. */
  listen(): Promise<string>;
  /** Stops accepting connections, ends streams, and resolves when all connections are closed. */
  close(): Promise<void>;
}

const DEFAULTS = { host: '127.0.0.1', port: 8080, cors: [], maxStreams: 5000, heartbeat: 15 } as const;
const MAX_URL = 2048;
/** The number of connections for requests. Those for streams come on top. */
const MAX_OTHER_CONNECTIONS = 5000;

const LIMITS = {
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 2000,
  // Longer than the usual 60 s of a proxy, so that the proxy closes first and never sends into a closed connection.
  keepAliveTimeout: 65_000,
};
/** How long in ms a response may make no progress before its connection is closed. */
const STALL_TIMEOUT = 60_000;

/** Creates the server of a feed. It follows the engine at once, but does not start it. */
export function createFeedServer(options: FeedServerOptions): FeedServer {
  const { engine, log, secrets, now = Date.now, grace = 5000 } = options;
  const { host, port, cors: origins, maxStreams, heartbeat, publish } = { ...DEFAULTS, ...options.settings };
  const publisher = publish === undefined ? undefined : createPublisher({ post: publishTarget(publish), log });
  const cors = createCors(origins, log);
  const hub = createStreamHub({ maxStreams, heartbeat });
  const feed = followFeed(engine, now);
  const handle = createRoutes({ engine, feed, hub, publisher, cors, mask: createMask(secrets), now });

  const publishVersion = (version: FeedVersion, before?: FeedVersion): void => {
    const update = before && updateBetween(before.written, version.written);
    // The stream sends no event if only the order of the items has changed.
    if (update || !before) hub.publish({ update: update && JSON.stringify(update), whole: version.whole });
    publisher?.publish(version);
  };
  feed.subscribe(publishVersion);
  if (feed.version) publishVersion(feed.version);

  const server = createServer(LIMITS, (request: IncomingMessage, response: ServerResponse) => {
    response.on('error', () => undefined); // The connection broke, so nobody waits for the response.
    try {
      if ((request.url ?? '').length > MAX_URL) sendText(response, 414, 'The URL is too long.');
      else handle(request, response);
    } catch (error) {
      log.error('request failed', { error });
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'The request failed.');
    }
  });
  server.maxHeadersCount = 100;
  server.maxConnections = maxStreams + MAX_OTHER_CONNECTIONS;
  server.setTimeout(STALL_TIMEOUT);

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => reject(new UsageError(reasonOf(error, host, port))));
        server.listen(port, host, () => {
          server.removeAllListeners('error');
          server.on('error', (error) => log.error('server failed', { error }));
          resolve(originOf(server.address() as AddressInfo));
        });
      }),

    close: () =>
      new Promise((resolve) => {
        feed.stop();
        publisher?.stop();
        hub.close();
        // A keep-alive connection is closed as soon as its last response is sent.
        const closing = setInterval(() => server.closeIdleConnections(), 50);
        const ending = setTimeout(() => server.closeAllConnections(), grace);
        server.close(() => {
          clearInterval(closing);
          clearTimeout(ending);
          resolve();
        });
      }),
  };
}

function originOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function reasonOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${host} is in use. Stop the other program, or choose a different port with --port.`;
  if (code === 'EACCES') return `This user may not listen on port ${port}. Choose a port of 1024 or above with --port.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `“${host}” is not an address of this machine. Choose a different address with --host.`;
  return `The server can’t listen on ${host}, port ${port}: ${message}`;
}
