import type { Reading } from './suggest-readings.js';

/** What no item of a feed has: a `change` or percent, or the `time` of its price. */
export type MissingPart = 'change' | 'time';

/** Returns what the readers of a strip will miss, although the feed has no problem otherwise. */
export function missingParts({ feed, warnings }: Pick<Reading, 'feed' | 'warnings'>): MissingPart[] {
  const priced = feed.quotes.filter(({ price }) => price !== null);
  if (!priced.length) return [];
  const hasChange = priced.some(({ change, changePercent }) => change !== null || changePercent !== null);
  const hasTime = feed.generatedAt !== null || priced.some(({ asOf }) => asOf !== null);
  // A warning about an unused time says more.
  const isWarned = warnings.some(({ kind }) => kind === 'time');
  return [...(hasChange ? [] : ['change' as const]), ...(hasTime || isWarned ? [] : ['time' as const])];
}
