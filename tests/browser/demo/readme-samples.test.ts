import Ajv from 'ajv';
import { parseFeed } from 'market-ticker/feed.js';
import type { Browser } from 'playwright';
import { describe, expect, onTestFinished, test } from 'vitest';
import configSchema from '../../../src/feed-tool/config/feed.config.schema.json' with { type: 'json' };
import { codeOf } from '../../support/chapter.js';
import { openPage } from '../../support/page.js';
import { startSite, type Site } from '../../support/pages/site.js';
import { rows } from '../../support/pages/strip.js';
import { withSite } from '../../support/pages/with-site.js';

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

describe.each([
  {
    file: 'README.md',
    shown: ['KOSPI 6,788.88 ▼ −123.49 −1.79%', 'USD/KRW 1,451.30 ▲ +8.50 +0.59%'],
    link: 'View Market Snapshot',
    background: 'rgb(255, 241, 229)',
  },
  {
    file: 'README.ko.md',
    shown: ['코스피 6,788.88 ▼ −123.49 −1.79%', '원/달러 1,451.30 ▲ +8.50 +0.59%'],
    link: '시장 지표 보기',
    background: 'rgb(244, 246, 248)',
  },
])('$file', ({ file, shown, link, background }) => {
  const feed: unknown = JSON.parse(codeOf(file, 'feed'));

  test('has a feed without issues', () => {
    expect(parseFeed(feed).issues).toEqual([]);
  });

  test('has a tag that shows this feed, in the style of its theme', async () => {
    const { url } = site.feed(feed);
    const body = codeOf(file, 'tag').replace('/market-ticker/', '/cdn/').replace('/markets.json', url);
    const { page, troubles } = await openPage(browser, site.page(body, {}, `<style>${codeOf(file, 'theme')}</style>`));
    onTestFinished(() => page.close());
    const strip = page.locator('market-ticker');
    await page.locator('market-ticker:state(live)').waitFor();
    expect(await rows(page)).toEqual(shown);
    expect(await strip.getByRole('link').allTextContents()).toContain(link);
    const ground = strip.locator('.strip').evaluate((box) => getComputedStyle(box).backgroundColor);
    expect(await ground).toBe(background);
    expect(troubles).toEqual([]);
  });
});

test('the configuration of README.md is valid', () => {
  const isConfig = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(configSchema);
  expect(isConfig(JSON.parse(codeOf('README.md', 'feed config'))), JSON.stringify(isConfig.errors)).toBe(true);
});
