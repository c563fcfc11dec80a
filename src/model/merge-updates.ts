import { isOlder, sameValue } from './keep-newest.js';
import { MAX_ISSUES } from './normalise.js';
import { isRefused, type Feed, type Issue, type Quote } from './quote.js';
import { MAX_ITEMS } from './raw-feed.js';

/** The envelope fields that an item inherits if the item has no value of its own. */
export const INHERITED = ['state', 'delay', 'source'] as const;

/** All envelope fields, except `generatedAt`, which says only when the others or the items have changed. */
export const ENVELOPE = [...INHERITED, 'ttl', 'notice'] as const;

type QuotesById = ReadonlyMap<string, Quote>;

/**
 * Merges partial updates into a feed. Items are matched by id.
 *
 * - If an item of an update is older than the known item, the older item is ignored.
 * - An item that an update removes is left out.
 * - If an update changes the state, delay or source of the whole feed, each item that has the feed's old value gets the
 *   new value.
 *
 * @param parseUpdate parses one update, based on the quotes that are known so far
 */
export function mergeUpdates(
  before: Feed,
  updates: readonly unknown[],
  parseUpdate: (update: unknown, known: QuotesById) => Feed,
): Feed {
  let known = new Map(before.quotes.map((quote) => [quote.id, quote]));
  let feed = before;
  const issues: Issue[] = [];
  for (const payload of updates) {
    let update = parseUpdate(payload, known);
    const changed = INHERITED.filter((name) => isGiven(update, name) && !sameValue(update[name], feed[name]));
    if (changed.length > 0 && !isRefused(update.issues)) {
      known = inheritChanged(known, changed, feed, update);
      // If an item of the update omits a field, the parser copies the field from the known quote. The known quotes have
      // changed, so the update is parsed again.
      update = parseUpdate(payload, known);
    }
    issues.push(...update.issues.map(skipRefused));
    if (isRefused(update.issues)) continue;
    feed = mergeEnvelope(feed, update);
    for (const parsed of update.quotes) {
      // If the update removes the state or source of an item, the item inherits that field from the feed.
      const quote = { ...parsed, state: parsed.state ?? feed.state, source: parsed.source ?? feed.source };
      const old = known.get(quote.id);
      if (!old && known.size >= MAX_ITEMS)
        issues.push({ path: 'items', value: quote.id, rule: 'too-many-items', action: 'skipped' });
      else if (!old || !isOlder(quote, old)) known.set(quote.id, quote);
    }
    for (const id of update.removed ?? []) known.delete(id);
  }
  return { ...feed, quotes: [...known.values()], issues: issues.slice(0, MAX_ISSUES) };
}

/** Whether an update sets or removes an envelope field. */
const isGiven = (update: Feed, name: keyof Feed): boolean =>
  update[name] !== null || update.removedFields?.includes(name) === true;

/** Returns the known quotes. Quotes that had the old value of a changed envelope field get the new value. */
function inheritChanged(
  known: QuotesById,
  changed: readonly (typeof INHERITED)[number][],
  feed: Feed,
  update: Feed,
): Map<string, Quote> {
  return new Map(
    [...known].map(([id, quote]) => {
      const inherited = changed.filter((name) => sameValue(quote[name], feed[name]));
      return [id, { ...quote, ...Object.fromEntries(inherited.map((name) => [name, update[name]] as const)) }];
    }),
  );
}

/**
 * Replaces the action `refused` with `skipped`, because a refused update does not affect the feed or the other updates.
 */
const skipRefused = (issue: Issue): Issue => (issue.action === 'refused' ? { ...issue, action: 'skipped' } : issue);

/** Applies the changes of an update to the envelope of a feed. `generatedAt` never decreases. */
function mergeEnvelope(feed: Feed, update: Feed): Feed {
  const given = ENVELOPE.filter((name) => isGiven(update, name)).map((name) => [name, update[name]] as const);
  const generatedAt = Math.max(feed.generatedAt ?? 0, update.generatedAt ?? 0) || null;
  return { ...feed, ...Object.fromEntries(given), generatedAt };
}
