import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One answer of a feed. A body that is not a string is sent as JSON; a header of `null` is left out. */
export interface FeedResponse {
  status?: number;
  headers?: Record<string, string | null>;
  body?: unknown;
  delayMs?: number;
  /**
   * `hang` never answers, `reset` breaks the connection at once, `cut` does in the middle of the body, `slow` sends a
   * byte each 50 ms, and `open` sends the body and leaves the answer unfinished, as an event stream is.
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
  /** Answers that were left open, in the order of their requests. */
  open: ServerResponse[];
}

export interface FeedServer {
  origin: string;
  close(): Promise<void>;
}

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, PUT, OPTIONS',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': 'Retry-After, ETag, Date, Age',
  // A browser asks again by itself when a connection that it uses a second time breaks (RFC 9110 §9.2.2); with
  // a connection for each request, a fault is one request in the log.
  connection: 'close',
};

/** A feed server that plays whatever answers a test gave it, faults of the network included. */
export async function startFeedServer(): Promise<FeedServer> {
  const feeds = new Map<string, Feed>();
  const server = createServer((request, response) => void handle(feeds, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function handle(feeds: Map<string, Feed>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, id, about] =
    /^\/feed\/([\w-]+)(\/log|\/open)?$/.exec(new URL(request.url ?? '', 'http://feed').pathname) ?? [];
  const feed = feeds.get(id ?? '');

  if (request.method === 'OPTIONS') {
    response.writeHead(204, cors).end();
  } else if (request.method === 'PUT' && feed && about === '/open') {
    // What is to be sent on in the answers that were left open; nothing ends them.
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
  } else if (request.method === 'GET' && feed && about) {
    const told = about === '/log' ? feed.requests : feed.open.length;
    response.writeHead(200, { ...cors, 'content-type': 'application/json' }).end(JSON.stringify(told));
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
    // Also where there is nothing to send yet, the other side is to know that it is open.
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
