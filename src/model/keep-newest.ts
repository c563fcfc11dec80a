import { keepDecimals } from './decimals.js';
import { isRefused } from './quote.js';
import { MAX_ITEMS } from './normalise.js';
import type { Feed, Issue, Quote } from './quote.js';
import { isLater } from './parse-time.js';

/**
 * A new answer, with what is known already where that is newer: caches answer out of order, and an old price must not come
 * back. A date and a moment are compared only where they are a day apart.
 *
 * A time from the future was taken for now. Where nothing else of the item is new it stays what it was, or a feed that
 * stands still would look live for as long as its clock is ahead.
 *
 * @param before the answer before, of the same feed
 * @param answer the new one
 * @param now when it was read, epoch milliseconds
 */
export function keepNewest(before: Feed | undefined, answer: Feed, now: number): Feed {
  if (!before) return answer;
  const after = keepDecimals(before, answer);
  const known = new Map(before.quotes.map((quote) => [quote.id, quote]));
  const quotes = after.quotes.map((quote) => {
    const old = known.get(quote.id);
    const older =
      old && (isOlder(quote, old) || sameQuote(quote.asOf === now ? { ...quote, asOf: old.asOf } : quote, old));
    return older ? old : quote;
  });
  const still = after.generatedAt === now && quotes.every((quote) => known.get(quote.id) === quote);
  return { ...after, quotes, generatedAt: still ? before.generatedAt : after.generatedAt };
}

/** What a feed says for all its items. */
const SHARED = ['state', 'delay', 'source'] as const;

const isOlder = ({ asOf }: Quote, old: Quote): boolean => asOf !== null && old.asOf !== null && isLater(old.asOf, asOf);

/**
 * A feed after partial updates: merged by id, the older of two left out, what is removed gone. Where one says another state,
 * delay or source of the whole feed, the items that had the feed's own follow it.
 *
 * @param read reads one update, given what is known so far
 */
export function mergeUpdates(
  before: Feed,
  updates: readonly unknown[],
  read: (update: unknown, known: ReadonlyMap<string, Quote>) => Feed,
): Feed {
  let known = new Map(before.quotes.map((quote) => [quote.id, quote]));
  let feed = before;
  const issues: Issue[] = [];
  for (const update of updates) {
    let said = read(update, known);
    const { gone } = said;
    const says = (name: string, value: unknown): boolean => value !== null || !!gone?.includes(name);
    const others = SHARED.filter((name) => says(name, said[name]) && !isSame(said[name], feed[name]));
    if (others.length && !isRefused(said.issues)) {
      const told = said;
      known = new Map(
        [...known].map(([id, quote]) => {
          const follows = others.filter((name) => isSame(quote[name], feed[name]));
          return [id, { ...quote, ...Object.fromEntries(follows.map((name) => [name, told[name]])) }];
        }),
      );
      said = read(update, known);
    }
    const { quotes, removed = [], issues: found, ...envelope } = said;
    // It is left out; the others are none the worse for it.
    issues.push(
      ...found.map((issue) => (issue.action === 'refused' ? { ...issue, action: 'skipped' as const } : issue)),
    );
    if (isRefused(found)) continue;
    const told = Object.entries(envelope).filter(([name, value]) => name !== 'gone' && says(name, value));
    feed = {
      ...feed,
      ...Object.fromEntries(told),
      generatedAt: Math.max(feed.generatedAt ?? 0, envelope.generatedAt ?? 0) || null,
    };
    for (const said of quotes) {
      // An item that has no state of its own any more has the feed's.
      const quote = { ...said, state: said.state ?? feed.state, source: said.source ?? feed.source };
      const old = known.get(quote.id);
      if (!old && known.size >= MAX_ITEMS)
        issues.push({ path: 'items', value: quote.id, rule: 'too-many-items', action: 'skipped' });
      else if (!old || !isOlder(quote, old)) known.set(quote.id, quote);
    }
    for (const id of removed) known.delete(id);
  }
  return { ...feed, quotes: [...known.values()], issues };
}

/** Whether two quotes say the same. */
export const sameQuote = (one: Quote, other: Quote | undefined): boolean =>
  one === other ||
  (!!other &&
    Object.entries(one).every(([name, value]: [string, unknown]) => isSame(value, other[name as keyof Quote])));

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (one instanceof Object && JSON.stringify(one) === JSON.stringify(other));
