import '../../adapters/dunamu.js';
import '../../adapters/kis.js';
import '../../adapters/krx.js';
import '../../adapters/naver.js';
import '../../adapters/paths.js';
import '../../adapters/rates.js';
import '../../adapters/yahoo.js';
import { parseFeed } from '../../adapters/parse-feed.js';
import { valueAt } from '../../adapters/value-at.js';
import { adapterNamed } from '../../adapters/registry.js';
import { parseId } from '../../model/parse-fields.js';
import { isRefused, type Feed, type Issue, type Quote } from '../../model/quote.js';
import { refusedFeed, type Adapter, type RawItem } from '../../model/raw-feed.js';
import { creditedSource } from '../config/config-values.js';
import { SourceError, type SourceConfig } from '../types.js';
import { describeRefusal } from './describe-refusal.js';
import { describePage, isPage } from './error-page.js';
import { maskFeed } from './mask-feed.js';
import { listIds, missingItem } from './missing-items.js';

/** The names of the adapters that are imported here, and of the built-in adapter. */
export const ADAPTERS = [
  'canonical',
  'paths',
  'naver',
  'krx',
  'kis',
  'dunamu',
  'rates',
  'yahoo',
] as const satisfies readonly SourceConfig['adapter'][];

export interface AnswerContext {
  /** The current time in epoch ms. */
  readonly now: number;
  /** The day that was requested, as midnight in UTC; undefined if no single day was requested. */
  readonly day?: number | undefined;
  /** Replaces keys in a text. Default: replaces nothing. */
  readonly mask?: (text: string) => string;
}

type Item = Exclude<NonNullable<SourceConfig['items']>[number], string>;

/**
 * Reads a response of a source: the items that the configuration uses, in its order, renamed and completed.
 *
 * If the response does not state the delay or the source that readers see, they are taken from the configuration. A quote
 * without an as-of time gets the requested day. An as-of time that stays unknown is null.
 *
 * @throws SourceError if the response has none of the expected items (`empty`), or is not a feed. The message may
 *   quote the response, without keys.
 */
export function readAnswer(
  text: string,
  config: SourceConfig,
  { now, day, mask = (text) => text }: AnswerContext,
): Feed {
  const payload = parseAnswer(text, mask);
  const { adapter = 'canonical', paths, items } = config;
  const takes = items?.map((item): Item => (typeof item === 'string' ? { take: item } : item));
  const found = new Set<string>();
  const known = new Set<string>();
  let hasOthers = false;
  const take: Adapter = (answer, mapping) => {
    const raw = adapterNamed(adapter)?.(answer, mapping) ?? refusedFeed('unknown-adapter', adapter);
    if (!takes) return raw;
    const items = raw.items.flatMap((item) => takenItems(item, takes, found, known));
    const { issues = [] } = raw;
    hasOthers = raw.items.length > 0 && !isRefused(issues);
    // If no used item is missing, the rows that the adapter skipped do not matter.
    const isComplete = takes.every(({ take }) => found.has(take));
    return { ...raw, items, issues: isComplete ? issues.filter(({ action }) => action !== 'skipped') : issues };
  };
  const feed = parseFeed(payload, { adapter: take, paths, now });
  if (hasOthers && !found.size) throw new SourceError('empty', describeNone(known));
  if (isEmptyAnswer(payload, feed)) throw new SourceError('empty', 'the source’s response has no items');
  if (isRefused(feed.issues)) throw new SourceError('refused', describeRefusal(feed.issues, config, mask));
  return maskFeed(completed(feed, config, day, takes, { found, known }), mask);
}

const describeNone = (known: ReadonlySet<string>): string =>
  `the source’s response has none of the configured items${known.size > 0 ? `; it has ${listIds(known)}` : ''}`;

function parseAnswer(text: string, mask: (text: string) => string): unknown {
  if (!text.trim()) throw new SourceError('empty', 'the source’s response is empty');
  if (isPage(text)) throw new SourceError('error-page', describePage(text, mask));
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError('not-json', 'the source’s response is not JSON');
  }
}

/**
 * Returns an item as often as the configuration uses it. The fields of the configuration replace those of the item
 * before the rules of the model are applied, so that the rules apply to them as well.
 *
 * @param found the id is added to it if the item is used
 * @param known the id is added to it in any case
 */
function takenItems(item: RawItem, takes: readonly Item[], found: Set<string>, known: Set<string>): RawItem[] {
  const id = parseId(item.fields.id, () => undefined);
  if (id !== undefined) known.add(id);
  const taken = takes.filter(({ take }) => take === id);
  if (id !== undefined && taken.length) found.add(id);
  return taken.map((take) => ({ ...item, fields: { ...item.fields, ...fieldsOf(take) } }));
}

function fieldsOf({ take, id = take, name, kind, decimals, unit, url, icon }: Item): RawItem['fields'] {
  const fields = { id, name, kind, decimals, unit, url, icon };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Whether a response says that there is no data, as on holidays. An error message or a list of broken rows does not. */
function isEmptyAnswer(payload: unknown, { issues }: Feed): boolean {
  if (payload === null || (Array.isArray(payload) && payload.length === 0)) return true;
  // data.go.kr writes an empty text instead of an empty list. ECOS writes a code, INFO-200, in place of the table.
  const isSuccess = Number(valueAt(payload, 'response.header.resultCode') ?? NaN) === 0;
  const items = valueAt(payload, 'response.body.items');
  if (isSuccess && (items === '' || items === null)) return true;
  if (valueAt(payload, 'RESULT.CODE') === 'INFO-200') return true;
  return isRefused(issues) && issues.every(isAboutNoItems) && !issues.some(({ rule }) => rule === 'not-found');
}

/** Whether an issue says only that there are no items, or only items without a price. */
const isAboutNoItems = ({ rule }: Issue): boolean => ['no-items', 'no-price', 'no-prices', 'not-found'].includes(rule);

function completed(
  feed: Feed,
  { name, delay: configured, credit }: SourceConfig,
  day: number | undefined,
  takes: readonly Item[] | undefined,
  { found, known }: { readonly found: ReadonlySet<string>; readonly known: ReadonlySet<string> },
): Feed {
  const delay = configured ?? null;
  const source = creditedSource(credit ?? { name });
  const order = new Map(takes?.map(({ take, id = take }, index) => [id, index]));
  const quotes = feed.quotes.map((quote): Quote => ({
    ...quote,
    delay: quote.delay ?? delay,
    source: quote.source ?? source,
    asOf: quote.asOf ?? day ?? null,
  }));
  const missing = (takes ?? []).flatMap(({ take }, index): Issue[] =>
    found.has(take) ? [] : [missingItem(index, take, known)],
  );
  return {
    ...feed,
    delay: feed.delay ?? delay,
    source: feed.source ?? source,
    quotes: quotes.sort((one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0)),
    issues: [...feed.issues, ...missing],
  };
}
