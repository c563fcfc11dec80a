import { keepNewest } from '../model/keep-newest.js';
import type { Feed } from '../model/quote.js';

/**
 * Merges the initial feed, which the page was served with, into the known feed of a source. The feed that was generated
 * later decides. If the times do not show which one that is, the known feed decides, because the page may come from a
 * cache. In both cases, the newer quote of each item is kept.
 */
export const mergeServed = (known: Feed, served: Feed): Feed =>
  (served.generatedAt ?? 0) > (known.generatedAt ?? 0)
    ? keepNewest(known, served, Infinity)
    : keepNewest(served, known, Infinity);
