import Ajv2020 from 'ajv/dist/2020.js';
import * as feedModule from 'market-ticker/feed.js';
import { parseFeed } from 'market-ticker/feed.js';
import * as naverModule from 'market-ticker/adapters/naver.js';
import { describe, expect, test } from 'vitest';
import schema from '../../../src/feed/feed.v1.schema.json' with { type: 'json' };
import { codeOf } from '../../support/chapter.js';
import { json, startSource } from '../../support/feed-tool/source-server.js';
import { naverIndices } from '../../support/fixtures/naver.js';

const isFeed = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const now = Date.parse('2025-06-09T15:33:00+09:00');

/** Runs a code block as a module that exports some of its constants. */
function run(block: string, exported: string, globals: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const modules: Record<string, unknown> = {
    'market-ticker/feed.js': feedModule,
    'market-ticker/adapters/naver.js': naverModule,
  };
  const body = block.replaceAll(/^import (\{.*\}) from '(.*)';$/gm, "const $1 = modules['$2'];");
  expect(body).not.toContain('import ');
  const AsyncFunction = (async () => undefined).constructor as new (
    ...code: string[]
  ) => (...values: unknown[]) => Promise<Record<string, unknown>>;
  const names = Object.keys(globals);
  return new AsyncFunction('modules', ...names, `${body}\nreturn { ${exported} };`)(modules, ...Object.values(globals));
}

describe.each(['docs/feed.md', 'docs/ko/feed.md'])('%s', (file) => {
  const code = (marker: string): string => codeOf(file, marker);

  test.each([
    ['feed: smallest', ['KOSPI', 'USD/KRW']],
    ['feed: complete', ['KOSPI', 'USD/KRW']],
  ])('has a valid feed without issues: %s', (marker, ids) => {
    const feed: unknown = JSON.parse(code(marker));
    expect(isFeed(feed), JSON.stringify(isFeed.errors)).toBe(true);
    const { quotes, issues } = parseFeed(feed, { now });
    expect(issues).toEqual([]);
    expect(quotes.map(({ id }) => id)).toEqual(ids);
  });

  test('has a stream whose updates change the price of one item and remove the other', () => {
    const updates = [...code('stream').matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as unknown);
    const known = new Map(
      parseFeed(JSON.parse(code('feed: complete')), { now }).quotes.map((quote) => [quote.id, quote]),
    );
    const [first, second] = updates.map((update) => parseFeed(update, { now, known }));
    expect(first).toMatchObject({ issues: [], quotes: [{ id: 'KOSPI', price: 2856.01, change: 43.96 }] });
    expect(second).toMatchObject({ issues: [], state: 'closed', removed: ['USD/KRW'] });
  });

  test('parses a payload as it says', async () => {
    const { quotes, issues } = await run(code('parse'), 'quotes, issues', {
      payload: JSON.parse(code('feed: smallest')) as unknown,
    });
    expect(issues).toEqual([]);
    expect(quotes).toMatchObject([{ id: 'KOSPI', price: 6788.88 }, { id: 'USD/KRW' }]);
  });

  test('turns the response of a source into a feed as it says', async () => {
    const { origin } = await startSource(json(naverIndices));
    const { json: text } = await run(code('convert').replace('https://upstream.example', origin), 'json');
    const feed: unknown = JSON.parse(text as string);
    expect(isFeed(feed), JSON.stringify(isFeed.errors)).toBe(true);
    expect(parseFeed(feed).quotes[0]).toMatchObject({ id: 'KOSPI' });
  });
});
