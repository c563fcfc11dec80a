import type { Log, MergedFeed, SourceState } from '../types.js';

/** Creates a function that logs the issues of a merged feed, and logs them again only when they change. */
export function createMergeReport(log: Log) {
  let reported = '';
  return (
    { feed, missing: ids }: Pick<MergedFeed, 'feed' | 'missing'>,
    states: readonly SourceState[],
    isTooLarge: boolean,
  ): void => {
    // Before all sources have been requested, it is unknown what they have.
    const missing = states.every(({ feed, error }) => feed ?? error) ? ids : [];
    const report = JSON.stringify([feed.issues.map(({ path, rule }) => [path, rule]), missing, isTooLarge]);
    if (report === reported) return;
    reported = report;
    for (const { path, rule, value, action } of feed.issues)
      log.warn('issue of the merged feed', { path, rule, value, action });
    for (const id of missing) log.warn('no source has an item', { id });
    if (isTooLarge) log.error('the merged feed is larger than 1 MiB, so the previous one is kept');
  };
}
