const IDS: Readonly<Record<string, string>> = {
  코스피: 'KOSPI',
  코스피200: 'KOSPI200',
  코스닥: 'KOSDAQ',
  코스닥150: 'KOSDAQ150',
};

/**
 * The id of a Korean index that is only known by its name; undefined for all other names. Spaces do not count, everything
 * else does: `코스피 (외국주포함)` is another index.
 */
export function indexIdOf(name: string): string | undefined {
  const key = name.replace(/\s/g, '');
  return Object.hasOwn(IDS, key) ? IDS[key] : undefined;
}
