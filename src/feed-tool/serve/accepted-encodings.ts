export type Encoding = 'br' | 'gzip' | 'identity';

/** The encodings that are offered, the smallest first. */
const OFFERED = ['br', 'gzip', 'identity'] as const;
/** The weight of `identity` if the client does not mention it: it is accepted, but any other encoding is preferred. */
const UNMENTIONED = 0.0001;
/** Clients send few different headers. A cache that becomes large is cleared. */
const MAX_CACHED = 200;
const cache = new Map<string, readonly Encoding[]>();

/**
 * Returns the encodings that a client accepts according to `Accept-Encoding` (RFC 9110 §12.5.3), the preferred one first.
 * A client that sends no such header gets the uncompressed body.
 */
export function acceptedEncodings(header = 'identity'): readonly Encoding[] {
  let accepted = cache.get(header);
  if (!accepted) {
    if (cache.size >= MAX_CACHED) cache.clear();
    accepted = parse(header);
    cache.set(header, accepted);
  }
  return accepted;
}

function parse(header: string): readonly Encoding[] {
  const weights = new Map<string, number>();
  for (const entry of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    weights.set(name, weight === undefined ? 1 : Number(weight) || 0);
  }
  const weightOf = (name: Encoding): number =>
    weights.get(name) ?? weights.get('*') ?? (name === 'identity' ? UNMENTIONED : 0);
  return OFFERED.filter((name) => weightOf(name) > 0).sort((one, other) => weightOf(other) - weightOf(one));
}
