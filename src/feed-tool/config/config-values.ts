import type { Source } from '../../model/quote.js';
import type { SourceConfig } from '../types.js';
import type { FeedConfig } from './feed-config.js';

/** The pace of a source in seconds if the configuration states none. */
export const DEFAULT_EVERY = 60;

/** Returns the id that an entry of a source's `items` has in the feed. */
export const idOf = (item: NonNullable<SourceConfig['items']>[number]): string =>
  typeof item === 'string' ? item : (item.id ?? item.take);

/** Returns the texts of a source in which date templates are filled in, by their places. */
export function textsOf({ url, headers = {}, body }: SourceConfig): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [`headers.${name}`, value]);
  const bodyText = typeof body === 'object' ? JSON.stringify(body) : body;
  return { url, ...Object.fromEntries(entries), ...(bodyText !== undefined && { body: bodyText }) };
}

/** Whether an entry of a source's `items` is not a mistake that the schema has found. */
export const isItem = (item: unknown): item is NonNullable<SourceConfig['items']>[number] =>
  typeof item === 'string' || typeof (item as { take?: unknown } | undefined)?.take === 'string';

/** Returns a source that readers see as the model has it. */
export const creditedSource = ({ name, url }: NonNullable<SourceConfig['credit']>): Source => ({
  name,
  url: url ?? null,
});

/** Returns what a configuration states of the merged feed. */
export const envelopeOf = ({ sources, items, source, notice }: FeedConfig) => ({
  items,
  source: source ? creditedSource(source) : null,
  notice,
  ttl: Math.min(...sources.map(({ every = DEFAULT_EVERY }) => every)),
});
