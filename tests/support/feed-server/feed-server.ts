import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

/** One response of a feed. A body that is not a string is sent as JSON; a header with the value `null` is left out. */
export interface FeedResponse {
  status?: number;
  headers?: Record<string, string | null>;
  body?: unknown;
  delayMs?: number;
  /**
   * `hang` never responds, `reset` breaks the connection at once, `cut` breaks it in the middle of the body, `slow` sends one
   * byte every 50 ms, and `open` sends the body and leaves the response unfinished, as an event stream does.
   */
  fault?: 'hang' | 'cut' | 'reset' | 'slow' | 'open';
}

export interface FeedRequest {
  at: number;
  headers: IncomingHttpHeaders;
}

interface Feed {
  responses: FeedResponse[];
  requests: FeedRequest[];
  /** The responses that were left open, in the order of their requests. */
  open: ServerResponse[];
}

export interface FeedServer {
  origin: string;
  /** The number of open connections. Each request has one of its own. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, PUT, OPTIONS',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': 'Retry-After, ETag, Date, Age',
  // A browser repeats a request by itself when a connection that it uses for the second time breaks (RFC 9110 §9.2.2). With a
  // connection of its own for each request, a fault is exactly one request in the log.
  connection: 'close',
};

/**
 * Starts a feed server that gives the responses a test has set, network faults included.
 *
 * @param now the server's clock, which its `Date` header states, in epoch ms
 */
export async function startFeedServer(now = Date.now): Promise<FeedServer> {
  const feeds = new Map<string, Feed>();
  const server = createServer((request, response) => {
    response.setHeader('date', new Date(now()).toUTCString());
    void handle(feeds, request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: promisify(server.getConnections.bind(server)),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function handle(feeds: Map<string, Feed>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, id, resource] =
    /^\/feed\/([\w-]+)(\/log|\/open)?$/.exec(new URL(request.url ?? '', 'http://feed').pathname) ?? [];
  const feed = feeds.get(id ?? '');

  if (request.method === 'OPTIONS') {
    response.writeHead(204, cors).end();
  } else if (request.method === 'PUT' && feed && resource === '/open') {
    // The text is sent in every response that was left open; an empty text ends them.
    const more = await text(request);
    for (const open of feed.open)
      if (more) open.write(more);
      else open.end();
    response.writeHead(204, cors).end();
  } else if (request.method === 'PUT' && id) {
    const { responses } = JSON.parse(await text(request)) as Pick<Feed, 'responses'>;
    if (feed) feed.responses = responses;
    else feeds.set(id, { responses, requests: [], open: [] });
    response.writeHead(204, cors).end();
  } else if (request.method === 'GET' && feed && resource) {
    const result = resource === '/log' ? feed.requests : feed.open.length;
    response.writeHead(200, { ...cors, 'content-type': 'application/json' }).end(JSON.stringify(result));
  } else if (request.method === 'GET' && feed?.responses[0]) {
    feed.requests.push({ at: Date.now(), headers: request.headers });
    const next = feed.responses.length > 1 ? feed.responses.shift() : feed.responses[0];
    const timer = setTimeout(() => answer(request, response, next ?? {}, feed), next?.delayMs ?? 0);
    response.on('close', () => {
      clearTimeout(timer);
      feed.open = feed.open.filter((open) => open !== response);
    });
  } else {
    response.writeHead(404, cors).end('No such feed: PUT its responses first.');
  }
}

function answer(request: IncomingMessage, response: ServerResponse, planned: FeedResponse, feed: Feed): void {
  const { status = 200, body = '', fault } = planned;
  if (fault === 'hang') return;
  if (fault === 'reset') return void request.socket.resetAndDestroy();

  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const headers: Record<string, string | null> = { ...cors, 'content-type': 'application/json' };
  if (status === 200 && typeof body !== 'string') headers.etag = `"${createHash('sha1').update(bytes).digest('hex')}"`;
  for (const [name, value] of Object.entries(planned.headers ?? {})) headers[name.toLowerCase()] = value;
  for (const [name, value] of Object.entries(headers)) if (value !== null) response.setHeader(name, value);

  if (headers.etag && request.headers['if-none-match'] === headers.etag) {
    response.removeHeader('content-type');
    response.writeHead(304).end();
    return;
  }

  response.statusCode = status;
  if (fault === 'open') {
    // The client must learn that the stream is open even if there is nothing to send yet.
    response.flushHeaders();
    if (bytes.length) response.write(bytes);
    feed.open.push(response);
    return;
  }
  response.setHeader('content-length', bytes.length);
  if (fault === 'cut') response.write(bytes.subarray(0, bytes.length / 2), () => request.socket.destroy());
  else if (fault === 'slow') drip(response, bytes);
  else response.end(bytes);
}

function drip(response: ServerResponse, bytes: Buffer): void {
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, ++sent));
    if (sent >= bytes.length) response.end();
  }, 50);
  response.on('close', () => clearInterval(timer));
}
