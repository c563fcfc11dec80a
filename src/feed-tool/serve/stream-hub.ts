import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeaderList } from './cors.js';
import { createEventRing } from './event-ring.js';
import { sendText } from './text-answer.js';

export interface StreamHub {
  /** The number of open streams, of events written to readers, and of readers who were refused or fell behind. */
  readonly counts: Readonly<Record<'open' | 'events' | 'refused' | 'behind', number>>;
  /** Sends an event to all readers. */
  publish(event: StreamEvent): void;
  /** Responds to a request with a stream. */
  serve(request: IncomingMessage, response: ServerResponse, cors: HeaderList): void;
  /** Ends all streams and refuses new ones. */
  close(): void;
}

export interface StreamEvent {
  /** The update since the last event, as JSON; undefined if the whole feed is to be sent. */
  readonly update: string | undefined;
  /** Returns the whole feed as JSON, for readers who need it. */
  readonly whole: () => string;
}

interface Options {
  readonly maxStreams: number;
  /** The interval in seconds between comments that keep an idle stream open. */
  readonly heartbeat: number;
  /** Returns a number from 0 to 1. Default: `Math.random`. */
  readonly random?: () => number;
}

interface Reader {
  readonly response: ServerResponse;
  /** Whether the reader has missed an update. If so, it gets the whole feed as soon as it has read what was sent. */
  isBehind: boolean;
}

/**
 * How many bytes may wait for a reader. A reader who leaves more unread gets no further updates until it has read them.
 */
const MAX_WAITING = 2 ** 20;
/** The shortest time in ms after which a stream that makes no progress is closed. */
const MIN_TIMEOUT = 60_000;
/** The `Retry-After` in seconds for a refused reader. */
const RETRY_AFTER = 30;

const HEADERS = [
  ...['content-type', 'text/event-stream; charset=utf-8'],
  // These headers ask proxies not to compress or buffer the stream.
  ...['cache-control', 'no-store, no-transform', 'x-accel-buffering', 'no', 'x-content-type-options', 'nosniff'],
];
const HEARTBEAT = Buffer.from(':\n\n');

/**
 * Sends the feed to any number of readers as Server-Sent Events: first the whole feed, then what changes. Each event is
 * written once, and all readers share its bytes. A reader who reconnects with `Last-Event-ID` gets only the missed
 * events, if they are still known.
 */
export function createStreamHub({ maxStreams, heartbeat, random = Math.random }: Options): StreamHub {
  const readers = new Set<Reader>();
  const ring = createEventRing(randomBytes(6).toString('hex'));
  const counts = { events: 0, refused: 0, behind: 0 };
  let latest: StreamEvent | undefined;
  let isClosed = false;

  const beat = setInterval(() => {
    for (const reader of readers) if (reader.response.writableLength === 0) reader.response.write(HEARTBEAT);
  }, heartbeat * 1000);
  beat.unref();

  const write = ({ response }: Reader, bytes: Buffer): void => {
    counts.events++;
    response.write(bytes);
  };
  const send = (reader: Reader, bytes: Buffer): void => {
    if (reader.isBehind) return;
    if (reader.response.writableLength <= MAX_WAITING) {
      write(reader, bytes);
      return;
    }
    reader.isBehind = true;
    counts.behind++;
    reader.response.once('drain', () => {
      reader.isBehind = false;
      if (latest) write(reader, ring.whole(latest.whole));
    });
  };

  return {
    get counts() {
      return { ...counts, open: readers.size };
    },

    publish(event) {
      latest = event;
      const bytes = ring.add(event.update ?? event.whole());
      for (const reader of readers) send(reader, bytes);
    },

    serve(request, response, cors) {
      // The response would wait behind others on the same connection, and nothing would report that the connection was
      // closed.
      if (!response.socket) {
        sendText(response, 400, 'A stream needs its own connection.', cors);
        return;
      }
      if (isClosed || !latest || readers.size >= maxStreams) {
        counts.refused++;
        const reason = latest ? 'All streams are in use.' : 'No source has responded yet.';
        sendText(response, 503, reason, ['retry-after', `${latest ? RETRY_AFTER : 1}`, ...cors]);
        return;
      }
      response.writeHead(200, [...HEADERS, ...cors]);
      if (request.method === 'HEAD') {
        response.end();
        return;
      }
      request.socket.setTimeout(Math.max(MIN_TIMEOUT, heartbeat * 3000));
      const reader = { response, isBehind: false };
      readers.add(reader);
      response.on('close', () => readers.delete(reader));
      // Readers who lost the server at the same time reconnect at different times.
      response.write(`retry: ${Math.round(2000 + 3000 * random())}\n\n`);
      // Node joins several headers of this name, so the value is not a list.
      const missed = ring.since(request.headers['last-event-id'] as string | undefined);
      for (const bytes of missed ?? [ring.whole(latest.whole)]) write(reader, bytes);
    },

    close() {
      isClosed = true;
      clearInterval(beat);
      for (const { response } of readers) response.end();
    },
  };
}
