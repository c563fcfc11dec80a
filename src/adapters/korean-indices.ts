const IDS: ReadonlyMap<string, string> = new Map([
  ['코스피', 'KOSPI'],
  ['코스피200', 'KOSPI200'],
  ['코스닥', 'KOSDAQ'],
  ['코스닥150', 'KOSDAQ150'],
]);

/**
 * Returns the id of a Korean index that is known only by its name; undefined for all other names. Spaces in the name do
 * not count, and everything else does: `코스피 (외국주포함)` is another index.
 */
export const indexIdOf = (name: string): string | undefined => IDS.get(name.replace(/\s/g, ''));
