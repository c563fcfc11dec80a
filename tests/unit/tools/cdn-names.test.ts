import { expect, test } from 'vitest';
import type { Failure, SourceState } from '../../../src/feed/types.js';
import type { Feed, Issue, Quote } from '../../../src/feed.js';
import { inside } from '../../../vite.cdn.js';

// The compiler asks for each of them: a name that comes later cannot be forgotten here.
type Names<T> = Record<keyof Required<T>, true>;

const known: Names<SourceState> = {
  feed: true,
  failure: true,
  dueAt: true,
  notBefore: true,
  streamEnded: true,
  pollSeconds: true,
};
const failure: Names<Failure> = { kind: true, status: true, retryAt: true, issues: true };
const issue: Names<Issue> = { path: true, value: true, rule: true, action: true };
const feed: Names<Feed> = {
  ...{ quotes: true, removed: true, removedFields: true, issues: true, generatedAt: true, ttl: true, delay: true },
  ...{ state: true, source: true, notice: true },
};
const quote: Names<Quote> = {
  ...{ id: true, name: true, kind: true, price: true, change: true, changePercent: true, previousClose: true },
  ...{
    direction: true,
    limit: true,
    decimals: true,
    base: true,
    quote: true,
    per: true,
    unit: true,
    asOf: true,
    state: true,
  },
  ...{ delay: true, source: true, url: true, trend: true },
};

test('what tabs of different versions, or of the npm build, tell each other has the same names in the CDN file', () => {
  const names = [known, failure, issue, feed, quote].flatMap((one) => Object.keys(one));
  expect(names.filter((name) => inside.test(name))).toEqual([]);
});
