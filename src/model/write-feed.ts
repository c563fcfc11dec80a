import { sameValue } from './keep-newest.js';
import { INHERITED } from './merge-updates.js';
import { MAX_EXACT } from './parse-number.js';
import { writeTime } from './parse-time.js';
import type { Feed, Quote } from './quote.js';

/** The fields of the envelope. */
const ENVELOPE = ['generatedAt', 'ttl', 'delay', 'state', 'source', 'notice'] as const;

/**
 * Writes a parsed feed in the canonical feed format, so that `parseFeed` returns the same quotes again. Only parsed
 * values are written, so the result is safe to embed or to publish, whatever the payload contained. A partial update
 * cannot be written.
 */
export function writeFeed(feed: Feed): { version: 1; items: Record<string, unknown>[] } & Record<string, unknown> {
  const envelope = ENVELOPE.map((name) => [name, feed[name]] as const);
  return {
    version: 1,
    ...fieldsOf(envelope.filter(([, value]) => value !== null)),
    items: feed.quotes.map((quote) =>
      fieldsOf(Object.entries(quote).filter(([name, value]) => isWritten(name, value, quote, feed))),
    ),
  };
}

/**
 * Whether a field of an item is written. An unknown price is null in the format. A delay of null means unknown, even if
 * the feed has a delay. All other unknown fields are left out.
 */
function isWritten(name: string, value: unknown, quote: Quote, feed: Feed): boolean {
  if (INHERITED.some((field) => field === name && sameValue(value, feed[field]))) return false;
  if (name === 'price' || name === 'delay') return true;
  return value !== null && !(Array.isArray(value) && !value.length) && !(name === 'name' && value === quote.id);
}

const fieldsOf = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> =>
  Object.fromEntries(entries.map(([name, value]) => [name, written(name, value)]));

const ENTITY = /&(?=(?:amp|lt|gt|quot|apos|#x?[\da-f]{1,6});)/gi;

function written(name: string, value: unknown): unknown {
  if (typeof value === 'number') {
    if (name === 'asOf' || name === 'generatedAt') return writeTime(value);
    // A JSON number is read only up to 2^53, and a number as text as long as a double is exact.
    return Math.abs(value) < MAX_EXACT ? value : `${BigInt(value)}`;
  }
  // The parser decodes entities once, so entities in the result are encoded again.
  if (typeof value === 'string') return name === 'url' || name === 'icon' ? value : value.replace(ENTITY, '&amp;');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  // A source without a URL has no `url` in the format.
  return fieldsOf(Object.entries(value).filter(([, part]) => part !== null));
}
