/** Why a refresh failed. `shape` and `stream` come from further on; the rest from one request. */
export type FailureKind = 'network' | 'timeout' | 'http' | 'type' | 'size' | 'syntax' | 'shape' | 'stream';

/** One failed request. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
  readonly kind: FailureKind;
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** What `Retry-After` asks for, in seconds. */
  readonly retryAfter: number | undefined;

  constructor(kind: FailureKind, message: string, status?: number, retryAfter?: number) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export interface LoadOptions {
  /** Aborts the request; then `load` rejects with the signal's reason, not with a LoadError. */
  signal: AbortSignal;
  credentials?: RequestCredentials;
  /** Milliseconds until the whole answer must be in. Default 10,000. */
  timeout?: number;
  /** Bytes of body, decompressed. Default 1 MiB (contract §4). */
  maxBytes?: number;
  fetch?: typeof globalThis.fetch;
  now?: () => number;
}

const JSON_TYPE = /^(application|text)\/([\w.-]+\+)?json\s*(;|$)/i;

/**
 * One request for a JSON document. The status, the content type and the size are checked before anything is parsed,
 * because error pages with status 200 are common. The size is counted while reading: `Content-Length` may be absent,
 * and says nothing of a compressed body.
 *
 * @throws LoadError for every failure but an abort by `signal`
 */
export async function load(url: string, options: LoadOptions): Promise<unknown> {
  const { signal, credentials = 'same-origin', timeout = 10_000, maxBytes = 2 ** 20, now = Date.now } = options;
  const { fetch = globalThis.fetch } = options;
  const limit = AbortSignal.timeout(timeout);
  try {
    // `no-cache` revalidates: the browser's own ETag and 304 do the work, and a fresh page is never shown old numbers.
    const response = await fetch(url, {
      cache: 'no-cache',
      credentials,
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, limit]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      const retryAfter = readRetryAfter(response.headers.get('retry-after'), now());
      throw new LoadError('http', `HTTP ${response.status}`, response.status, retryAfter);
    }
    const type = response.headers.get('content-type') ?? '';
    if (!JSON_TYPE.test(type)) {
      await response.body?.cancel();
      throw new LoadError('type', `not JSON but ${type || 'no content type'}`, response.status);
    }
    return parse(await readBody(response, maxBytes));
  } catch (error) {
    if (error instanceof LoadError || signal.aborted) throw error;
    if (limit.aborted) throw new LoadError('timeout', `no answer within ${timeout / 1000} s`);
    throw new LoadError('network', String(error));
  }
}

async function readBody(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader!.read()) {
    bytes += chunk.value.byteLength;
    if (bytes > maxBytes) {
      await reader!.cancel();
      throw new LoadError('size', `more than ${maxBytes} bytes`, response.status);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Also a RangeError from 100,000 nested arrays.
    throw new LoadError('syntax', String(error));
  }
}

/** Seconds from either form of `Retry-After` (RFC 9110 §10.2.3), clamped to an hour; undefined when unreadable. */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), 3600) : undefined;
}
