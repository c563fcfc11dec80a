import type { Browser } from 'playwright';
import { describe, expect, test } from 'vitest';
import { chapters, samplesOf } from '../../support/chapters.js';
import { kisAnswer } from '../../support/fixtures/adapters/kis.js';
import { naverIndices } from '../../support/fixtures/naver.js';
import { seed } from '../../support/fixtures/seed.js';
import { openPage } from '../../support/page.js';
import { startSite, type Site } from '../../support/pages/site.js';
import { withSite } from '../../support/pages/with-site.js';

let site: Site;
let browser: Browser;

withSite(startSite, (...made) => ([site, browser] = made));

const script = '<script type="module" src="/cdn/market-ticker.js"></script>';
const textOf = (name: string): string => chapters.find((chapter) => chapter.name === name)!.text;

/** What the addresses in the samples answer. */
const answers: Record<string, unknown> = {
  '/markets.json': seed,
  '/quotes.json': JSON.parse(/## A mapping for any JSON\n[^]*?```json\n([^]*?)```/.exec(textOf('adapters'))![1]!),
  '/proxy/indices.json': naverIndices,
  '/proxy/kospi.json': kisAnswer(),
};

describe('HTML', () => {
  test.each(samplesOf('html'))('$title shows its feed, without a warning', async ({ code }) => {
    let body = code.replaceAll('"/market-ticker/', '"/cdn/');
    if (!body.includes(script)) body += script;
    const [, address] = /<market-ticker[^>]* src="([^"]*)"/.exec(code)!;
    body = body.replace(`src="${address}"`, `src="${site.feed(answers[address!]).url}"`);
    const { page, troubles } = await openPage(browser, site.page(body));
    await page.waitForFunction(() => {
      const { status, quotes } = document.querySelector('market-ticker')!;
      return quotes?.length > 0 && ['live', 'stale'].includes(status);
    });
    expect(troubles).toEqual([]);
    await page.close();
  });
});

describe('CSS', () => {
  test.each(samplesOf('css'))('$title is understood by the browser', async ({ code }) => {
    const { page } = await openPage(browser, site.page(''));
    const { rules, refused } = await page.evaluate((code) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(code);
      const declarations = [...code.matchAll(/([\w-]+): ([^;{}]+);/g)];
      return {
        rules: sheet.cssRules.length,
        refused: declarations.filter(([, name, value]) => !CSS.supports(name!, value!)).map(([text]) => text),
      };
    }, code);
    expect(rules).toBe(code.split('{').length - 1);
    expect(refused).toEqual([]);
    await page.close();
  });
});

test('the table of fields and signs prints what the strip shows', async () => {
  const [, table] = /## What an item shows\n[^|]*([^]*?)\n\n/.exec(textOf('layouts'))!;
  const rows = [...table!.matchAll(/^\| (.*?) \| `(KOSPI.*)` \|$/gm)];
  expect(rows).toHaveLength(5);
  const feed = {
    version: 1,
    items: [{ id: 'KOSPI', kind: 'index', price: 6788.88, change: -123.49, changePercent: -1.79 }],
  };
  const { url } = site.feed(feed);
  const strips = rows.map(
    ([, attributes]) =>
      `<market-ticker layout="row" src="${url}" ${/`(.*?)`/.exec(attributes!)?.[1] ?? ''}></market-ticker>`,
  );
  const { page, troubles } = await openPage(browser, site.page(`${strips.join('')}${script}`));
  await page.waitForFunction(() =>
    [...document.querySelectorAll('market-ticker')].every(({ quotes }) => quotes?.length > 0),
  );
  const printed = await page.locator('[data-id="KOSPI"] .quote').evaluateAll((quotes) =>
    quotes.map((quote) =>
      [...quote.querySelectorAll<HTMLElement>('[part]')]
        .filter((part) => part.getBoundingClientRect().width > 1)
        .map((part) => part.innerText.trim())
        .filter(Boolean)
        .join(' '),
    ),
  );
  expect(printed).toEqual(rows.map(([, , text]) => text));
  expect(troubles).toEqual([]);
  await page.close();
});
