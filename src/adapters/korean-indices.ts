const IDS: ReadonlyMap<string, string> = new Map([
  ['코스피', 'KOSPI'],
  ['코스피200', 'KOSPI200'],
  ['코스닥', 'KOSDAQ'],
  ['코스닥150', 'KOSDAQ150'],
]);

/**
 * Returns the id of a Korean index by its Korean name, or undefined if the name is not in the list. Spaces are ignored.
 * Everything else must match, because `코스피 (외국주포함)` is a different index.
 */
export const indexIdOf = (name: string): string | undefined => IDS.get(name.replace(/\s/g, ''));
