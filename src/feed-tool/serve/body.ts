import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { acceptedEncodings, type Encoding } from './accepted-encodings.js';
import type { HeaderList } from './cors.js';

const compressors = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: 5,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: promisify(gzip),
} as const;

/** Shorter bodies fit into one packet anyway. */
const MIN_COMPRESSED = 500;

/** A body in one encoding, with the headers of its responses. */
interface Representation {
  readonly encoding: Encoding;
  readonly etag: string;
  readonly bytes: Buffer;
  readonly headers: HeaderList;
  readonly unchangedHeaders: HeaderList;
}

/** One version of a served text, in the encodings that are ready. */
export interface Body {
  /** The uncompressed text. */
  readonly identity: Representation;
  readonly representations: Map<Encoding, Representation>;
  /** Resolves when all encodings are ready. */
  readonly ready: Promise<void>;
}

export interface BodyOptions {
  readonly type: string;
  /** When the text last changed, in epoch ms. */
  readonly changedAt: number;
  /** How long in seconds caches may use the text. */
  readonly maxAge: number;
  /** Whether the responses depend on the origin of the page that asks. */
  readonly variesByOrigin: boolean;
  /** Further headers. Default: none. */
  readonly headers?: HeaderList;
}

/**
 * Creates a body. It is compressed once, in the background; until then, it is served uncompressed. Each encoding has
 * a strong `ETag` of its own, because its bytes differ from those of the others (RFC 9110 §8.8.3.3).
 */
export function createBody(text: string, { type, changedAt, maxAge, variesByOrigin, headers = [] }: BodyOptions): Body {
  const bytes = Buffer.from(text);
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const seconds = Math.max(1, Math.floor(maxAge));
  const common = [
    'cache-control',
    `public, max-age=${seconds}, stale-while-revalidate=${seconds}, stale-if-error=86400`,
    ...['last-modified', new Date(changedAt).toUTCString()],
    ...['vary', variesByOrigin ? 'Accept-Encoding, Origin' : 'Accept-Encoding'],
    ...['x-content-type-options', 'nosniff'],
    ...headers,
  ];
  const represent = (encoding: Encoding, bytes: Buffer): Representation => {
    const etag = encoding === 'identity' ? `"${hash}"` : `"${hash}-${encoding}"`;
    const unchangedHeaders = ['etag', etag, ...common];
    const own = ['content-type', type, 'content-length', `${bytes.length}`];
    const encoded = encoding === 'identity' ? [] : ['content-encoding', encoding];
    return { encoding, etag, bytes, unchangedHeaders, headers: [...unchangedHeaders, ...own, ...encoded] };
  };
  const identity = represent('identity', bytes);
  const representations = new Map<Encoding, Representation>([['identity', identity]]);
  const compress = async (encoding: 'br' | 'gzip'): Promise<void> => {
    representations.set(encoding, represent(encoding, await compressors[encoding](bytes)));
  };
  const isLong = bytes.length >= MIN_COMPRESSED;
  // If the compression fails, for example without memory, the text is still served uncompressed.
  const ready = Promise.allSettled(isLong ? [compress('br'), compress('gzip')] : []).then(() => undefined);
  return { identity, representations, ready };
}

/**
 * Sends a body, or 304 if the client has it. Of the encodings that the client accepts, the server selects the one that
 * the client already has, because an encoding may have become ready since its last request.
 *
 * `If-Modified-Since` is ignored: a time in whole seconds cannot tell two versions of one second apart, and a client must
 * not keep an older one.
 */
export function sendBody(request: IncomingMessage, response: ServerResponse, body: Body, cors: HeaderList): void {
  const candidates = acceptedEncodings(request.headers['accept-encoding'])
    .map((encoding) => body.representations.get(encoding))
    .filter((representation) => representation !== undefined);
  // A client that accepts none of the offered encodings gets the uncompressed text, which is better than no response.
  const [preferred = body.identity] = candidates;
  const known = request.headers['if-none-match'];
  const selected =
    known === undefined ? undefined : [preferred, ...candidates].find(({ etag }) => matches(known, etag));
  if (selected) {
    response.writeHead(304, [...selected.unchangedHeaders, ...cors]).end();
    return;
  }
  response.writeHead(200, [...preferred.headers, ...cors]);
  response.end(request.method === 'HEAD' ? undefined : preferred.bytes);
}

/** Whether an `If-None-Match` header has an entity tag, by the weak comparison (RFC 9110 §13.1.2). */
const matches = (header: string, etag: string): boolean =>
  header.trim() === '*' ||
  header === etag ||
  [...header.matchAll(/"[\x21\x23-\x7E\x80-\xFF]*"/g)].some(([tag]) => tag === etag);
