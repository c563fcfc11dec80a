import { EXCERPT_LENGTH } from '../feed/fetch-json.js';
import type { Issue } from '../model/quote.js';
import type { Adapter } from '../model/raw-feed.js';
import { textOf, warnOnce } from '../warn-once.js';

/** Where a payload came from: a response, a message of a stream, or the page itself. */
export type PayloadOrigin = 'src' | 'stream' | 'data';

/** What was expected of a stream, by the broken rule. */
const EXPECTED_OF_STREAM: ReadonlyMap<string, string> = new Map([
  ['not-an-event-stream', 'an event stream'],
  ['event-too-long', 'events of at most 1 MiB'],
]);

/**
 * Logs a console warning for the publisher if a whole payload was refused. The warning says where the payload came from,
 * what was expected, and how the payload begins.
 *
 * @param addresses the absolute URLs of the feed and of the stream
 */
export function warnRefused(
  issues: readonly Issue[],
  adapter: string | Adapter | null,
  origin: PayloadOrigin,
  addresses: readonly [src: string | null, stream: string | null],
): void {
  const refused = issues.filter(({ action, path }) => action === 'refused' || (action === 'skipped' && !path));
  const rule = refused[0]?.rule;
  if (!rule) return;
  const adapterName = textOf(adapter ?? 'canonical').slice(0, 40);
  if (rule === 'unknown-adapter') return warnOnce('adapter', adapterName, `the name of a loaded adapter: ${rule}`);
  const [src, stream] = addresses;
  const expectedOfStream = EXPECTED_OF_STREAM.get(rule);
  const name = (origin === 'src' && !src) || expectedOfStream ? 'stream' : origin;
  warnOnce(
    name,
    { src, stream, data: '…' }[name],
    expectedOfStream ?? (rule === 'not-json' ? 'a JSON feed' : `a feed that the adapter ${adapterName} reads: ${rule}`),
    () =>
      `, but got ${refused
        .slice(0, 2)
        .map(({ value }) => excerptOf(value))
        .join(' with ')}`,
  );
}

/** Returns the beginning of a value in quotes, with control characters escaped. */
const excerptOf = (value: unknown): string =>
  JSON.stringify(jsonOf(value).slice(0, EXCERPT_LENGTH)).replace(
    /\p{C}/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );

function jsonOf(value: unknown): string {
  try {
    if (value instanceof Object && !(value instanceof Error)) return JSON.stringify(value) ?? textOf(value);
  } catch {
    // A publisher's own adapter may return a value that is not JSON.
  }
  return textOf(value);
}
