import type { Source } from '../../model/quote.js';
import type { SourceConfig } from '../types.js';
import type { FeedConfig } from './feed-config.js';

/** The default polling interval of a source in seconds. */
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

/** Whether an entry of a source's `items` passed the schema check. */
export const isItem = (item: unknown): item is NonNullable<SourceConfig['items']>[number] =>
  typeof item === 'string' || typeof (item as { take?: unknown } | undefined)?.take === 'string';

/** Returns the source that readers see, in the form that the model uses. */
export const creditedSource = ({ name, url }: NonNullable<SourceConfig['credit']>): Source => ({
  name,
  url: url ?? null,
});

/** Returns the settings of the merged feed. */
export const envelopeOf = ({ sources, items, source, notice }: FeedConfig) => ({
  items,
  source: source ? creditedSource(source) : null,
  notice,
  ttl: Math.min(...sources.map(({ every = DEFAULT_EVERY }) => every)),
});
