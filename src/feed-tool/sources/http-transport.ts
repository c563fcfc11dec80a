import { isIP } from 'node:net';
import { nodeRequest } from '../../feed/node-request.js';
import { readText, type SomeResponse } from '../../feed/read-text.js';
import { parseRetryAfter } from '../../feed/schedule.js';
import { urlOf } from '../../model/url-of.js';
import { SourceError, type SourceAnswer, type SourceRequest, type Transport } from '../types.js';
import { bareHost, isPrivate, PRIVATE, publicLookup } from './private-addresses.js';

/** The maximum size of a response in bytes, decompressed. A table of all shares for one day has about 2 MB. */
const MAX_BYTES = 8 * 2 ** 20;
const MAX_REDIRECTS = 5;

export interface HttpTransportOptions {
  /** The hostnames that may have a private address. Default: none. */
  readonly allowPrivate?: readonly string[] | undefined;
  /** Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * Creates the transport that requests sources over HTTP. Servers may be broken or hostile:
 *
 * - The whole response has to arrive within the time limit, redirects included, and may have at most 8 MiB decompressed.
 * - Redirects are followed only within the origin, and at most five.
 * - A host with a private address is not connected to, unless its name is allowed.
 *
 * When a request has ended, its connection is closed. Error messages contain nothing of the response except its status
 * and the origin of a redirect.
 */
export function httpTransport({ allowPrivate = [], now = Date.now }: HttpTransportOptions = {}): Transport {
  const allowed = new Set(allowPrivate.map((host) => bareHost(host.toLowerCase())));
  return async (request, signal) => {
    if (signal.aborted) throw new SourceError('unreachable', 'the request was aborted');
    const controller = new AbortController();
    let end: (error: SourceError) => void = () => undefined;
    // The result does not depend on the request ending when it is aborted.
    const ended = new Promise<never>((_, reject) => (end = reject));
    const message = `the source’s response was not complete after ${request.timeout} s`;
    const timer = setTimeout(() => end(new SourceError('timeout', message)), request.timeout * 1000);
    const abort = (): void => end(new SourceError('unreachable', 'the request was aborted'));
    signal.addEventListener('abort', abort);
    try {
      return await Promise.race([ended, read(request, controller.signal, allowed, now)]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      controller.abort(); // Closes the connection of a response that was not read to its end.
    }
  };
}

async function read(
  request: SourceRequest,
  signal: AbortSignal,
  allowed: ReadonlySet<string>,
  now: () => number,
): Promise<SourceAnswer> {
  const response = await follow(request, signal, allowed);
  const { ok, status = 0 } = response;
  const headers = { get: (name: string) => response.headers?.get?.(name.toLowerCase()) ?? null };
  if (!ok) {
    const retryAfter = parseRetryAfter(headers, now());
    throw new SourceError('status', `the source responded with ${status}`, { status, retryAfter });
  }
  const { text, isComplete } = await readText(response, MAX_BYTES, decoderOf(headers.get('content-type'))).catch(() => {
    throw new SourceError('unreachable', 'the source’s response broke off or can’t be decompressed', { status });
  });
  if (!isComplete) throw new SourceError('size', 'the source’s response is larger than 8 MiB', { status });
  return { status, headers, text };
}

/**
 * Returns the decoder for a response. JSON is UTF-8, but some Korean sources send EUC-KR and declare it. Latin-1 is
 * ignored, because it is the default of many servers.
 */
function decoderOf(contentType: string | null): TextDecoder {
  const [, label = 'utf-8'] = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '') ?? [];
  try {
    const decoder = new TextDecoder(label);
    if (decoder.encoding !== 'windows-1252') return decoder;
  } catch {
    // The encoding is unknown.
  }
  return new TextDecoder();
}

async function follow(
  { url: address, method: givenMethod, headers, body: givenBody }: SourceRequest,
  signal: AbortSignal,
  allowed: ReadonlySet<string>,
): Promise<SomeResponse> {
  let [url, method, body]: [URL, string, string | undefined] = [address, givenMethod, givenBody];
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await send(url, signal, allowed, { method, headers, body });
    const { status = 0, headers: answered } = response;
    const location = status >= 300 && status < 400 && answered?.get?.('location');
    if (!location) return response;
    await response.body?.cancel();
    const next = urlOf(location, url.href);
    if (next?.origin !== address.origin) {
      const origin = next && next.origin !== 'null' ? ` (${next.origin.slice(0, 100)})` : '';
      throw new SourceError('redirect', `the source redirects to a different origin${origin}`, { status });
    }
    // As in browsers, only 307 and 308 repeat a POST request.
    if (status < 304 && method === 'POST') [method, body] = ['GET', undefined];
    url = next;
  }
  throw new SourceError('redirect', `the source redirects more than ${MAX_REDIRECTS} times`);
}

async function send(
  url: URL,
  signal: AbortSignal,
  allowed: ReadonlySet<string>,
  { method, headers, body }: { method: string; headers: SourceRequest['headers']; body: string | undefined },
): Promise<SomeResponse> {
  const host = bareHost(url.hostname);
  const isAllowed = allowed.has(host);
  if (!['http:', 'https:'].includes(url.protocol))
    throw new SourceError('private', 'the URL of the source is neither http nor https');
  // Node's client does not look up IP addresses.
  if (isIP(host) && isPrivate(host) && !isAllowed) throw privateError(host);
  const details = { method, headers, body, ...(!isAllowed && { lookup: publicLookup }) };
  try {
    if (!nodeRequest) throw new Error('not in Node');
    return await nodeRequest(url, signal, details);
  } catch (error) {
    const { code = '' } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    if (code === PRIVATE) throw privateError(host);
    throw new SourceError('unreachable', `the source can’t be reached${reasonOf(code)}`);
  }
}

const privateError = (host: string): SourceError =>
  new SourceError(
    'private',
    `${host} has a private address; if it is your own server, add “${host}” to “allowPrivate”`,
  );

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its hostname was not found',
  EAI_AGAIN: 'looking up its hostname failed',
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'it closed the connection',
  ETIMEDOUT: 'it does not respond',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

const reasonOf = (code: string): string => (code ? `: ${REASONS[code] ?? code}` : '');
