import { readFileSync } from 'node:fs';
import 'market-ticker/adapters/paths.js';
import { parseFeed } from 'market-ticker/feed.js';
import { describe, expect, test } from 'vitest';
import { axeViolations } from '../../../support/page.js';
import { OWN } from './site.js';
import { code, withBuilder } from './with-builder.js';

const site = withBuilder();

interface Config {
  readonly sources: readonly { readonly url: string; readonly adapter: string; readonly paths: object }[];
  readonly items?: readonly string[];
}

describe('the configuration of the feed tool', () => {
  test('is made of pasted JSON, with the items that were chosen, and can be downloaded', async () => {
    const { page, troubles } = await site.open({ form: 'feed' });
    await page.getByLabel('URL or JSON').fill(JSON.stringify(OWN));
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByRole('button', { name: 'Use it in the strip and the code' }).click();
    await page.getByText('Replace https://example.com/quotes.json with the URL of your source.').waitFor();
    await page.getByText('Your source doesn’t say how delayed its quotes are').waitFor();
    await page.getByRole('checkbox', { name: 'ALPHA' }).waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download: feed.config.json' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('feed.config.json');
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.trim()).toBe(await code(page, 'feed.config.json'));
    const [source] = (JSON.parse(text) as Config).sources;
    const read = parseFeed(OWN, { adapter: source!.adapter, paths: source!.paths });
    expect(read.quotes.map(({ price, change }) => [price, change])).toEqual([
      [1020.5, -4.5],
      [88.1, 0.1],
    ]);
    expect(troubles).toEqual([]);
  });

  test('follows the list of items, and has the address without its key', async () => {
    const address = `${site.publisher.origin}/markets.json/?serviceKey=secret`;
    const { page } = await site.open({ form: 'feed', src: address });
    await page.getByRole('checkbox', { name: 'KOSDAQ' }).uncheck();
    const config = JSON.parse((await code(page, 'feed.config.json'))!) as Config;
    expect(config.items).toEqual(['KOSPI', 'USD/KRW']);
    expect(config.sources[0]!.url).toBe(`${site.publisher.origin}/markets.json/?serviceKey=\${SERVICE_KEY}`);
    expect(await page.getByRole('region', { name: '.env' }).textContent()).toBe('SERVICE_KEY=secret');
    await page.getByText('The key from your URL is in .env').waitFor();
  });

  test.each([1280, 320])(
    'is a tab in Korean, without accessibility violations and sideways scrolling, at %i px',
    async (width) => {
      const address = `${site.publisher.origin}/markets.json/?serviceKey=secret`;
      const state = { ui: 'ko', form: 'feed', src: address };
      const { page, troubles } = await site.open(state, { viewport: { width, height: 800 } });
      await page.getByRole('tab', { name: '피드 도구' }).waitFor();
      await page.getByRole('button', { name: '다운로드: feed.config.json' }).waitFor();
      expect((await axeViolations(page)).filter((line) => !line.startsWith('color-contrast'))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(troubles).toEqual([]);
    },
  );
});
