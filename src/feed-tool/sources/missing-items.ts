import type { Issue } from '../../model/quote.js';
import { suggestionOf } from '../did-you-mean.js';

/** An issue with a hint, as the end of a sentence. */
export interface HintedIssue extends Issue {
  readonly hint?: string;
}

/** The maximum number of listed ids. A table of shares has thousands. */
const MAX_IDS = 10;

/** Lists ids, at most ten. */
export function listIds(ids: Iterable<string>): string {
  const all = [...ids];
  const more = all.length - MAX_IDS;
  return all.slice(0, MAX_IDS).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/**
 * Returns the issue for an item that a source lacks, with the id that was probably meant, or with the ids of the
 * source.
 */
export function missingItem(index: number, id: string, known: ReadonlySet<string>): HintedIssue {
  const hint = suggestionOf(id, [...known]) || (known.size > 0 ? `; the source has ${listIds(known)}` : '');
  return { path: `items[${index}].take`, value: id, rule: 'not-found', action: 'skipped', ...(hint && { hint }) };
}

/** Whether an issue was created by `missingItem`. Other `not-found` issues concern paths of a mapping. */
export const isMissingItem = ({ path, rule }: Issue): boolean =>
  rule === 'not-found' && /^items\[\d+\]\.take$/.test(path);
