import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import { parseFeed } from 'market-ticker/feed.js';
import type { Browser } from 'playwright';
import { describe, expect, onTestFinished, test } from 'vitest';
import schema from '../../../src/feed/feed.v1.schema.json' with { type: 'json' };
import { codeIn } from '../../support/chapter.js';
import { freePort } from '../../support/free-port.js';
import { startSite, type Site } from '../../support/pages/site.js';
import { withSite } from '../../support/pages/with-site.js';
import { rows } from '../../support/pages/strip.js';
import { openPage } from '../../support/page.js';
import { publisherFolder } from './publisher-folder.js';

const chapter = readFileSync('docs/getting-started.md', 'utf8');
/** Returns the code block after a marker in the chapter. */
const code = (marker: string, text = chapter): string => codeIn(text, marker);
const isFeed = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

/** The rows of the smallest feed, as the strip shows them. */
const smallestRows = [
  'KOSPI 6,788.88 ▼ −123.49 −1.79%',
  'KOSDAQ 838.41 ▲ +0.76 +0.09%',
  'KOSPI200 1,065.70 ▼ −22.91 −2.10%',
  'USD/KRW 1,451.30 ▲ +8.50 +0.59%',
];

/** Names the items of rows in Korean. */
const inKorean = (rows: readonly string[]): string[] => {
  const names = { KOSPI: '코스피', KOSDAQ: '코스닥', KOSPI200: '코스피200', 'USD/KRW': '원/달러' };
  return rows.map((row) => row.replace(/^\S+/, (id) => names[id as keyof typeof names]));
};

const chapters = [
  { language: 'English', text: chapter, named: (rows: readonly string[]) => rows, endOfDay: 'End of day' },
  { language: 'Korean', text: readFileSync('docs/ko/getting-started.md', 'utf8'), named: inKorean, endOfDay: '종가' },
];

let site: Site;
let browser: Browser;

withSite(startSite, (...made) => ([site, browser] = made));

async function open(url: string) {
  const { page, troubles } = await openPage(browser, url);
  onTestFinished(() => page.close());
  await page.locator('market-ticker:state(live)').waitFor();
  return { page, troubles };
}

test.each(chapters)('the smallest feed in $language is valid and has no issues', ({ text }) => {
  const feed: unknown = JSON.parse(code('smallest feed', text));
  expect(isFeed(feed), JSON.stringify(isFeed.errors)).toBe(true);
  expect(parseFeed(feed).issues).toEqual([]);
});

test.each(chapters)(
  'the steps in $language lead to a strip with the file, and then with two sources',
  async (steps) => {
    const { text, named, endOfDay } = steps;
    const folder = publisherFolder();
    for (const [, name] of text.matchAll(/<!-- file: (.*) -->/g)) folder.write(name!, code(`file: ${name!}`, text));
    folder.write('site/markets.json', code('smallest feed', text));
    const origin = await folder.serve('site');
    const { page, troubles } = await open(origin);
    expect(await rows(page)).toEqual(named(smallestRows));

    const config = code('file: feed.config.json', text).replaceAll('http://127.0.0.1:8000', origin);
    folder.write('feed.config.json', config);
    const commands = [...text.matchAll(/^npx market-ticker-feed (.*)$/gm)].map(([, args]) => args!);
    expect(commands).toEqual(['check', 'serve']);
    expect(await folder.runTool('check')).toMatchObject({
      status: 0,
      output: expect.stringContaining(code('output of check', text)) as string,
    });

    const port = await freePort();
    folder.startTool(`serve --port ${port}`);
    const [firstTag] = /<market-ticker [^>]*>/.exec(code('file: site/index.html', text))!;
    const tag = code('tag of serve', text).trim().replaceAll(':8080', `:${port}`);
    folder.write('site/index.html', code('file: site/index.html', text).replace(firstTag, tag));
    await expect
      .poll(() =>
        fetch(`http://127.0.0.1:${port}/health`).then(
          ({ ok }) => ok,
          () => false,
        ),
      )
      .toBe(true);
    await page.reload();
    await page.locator('market-ticker:state(live)').waitFor();
    const combinedRows = [
      'KOSPI 6,801.20 ▲ +12.32 +0.18%',
      'KOSDAQ 836.05 ▼ −2.36 −0.28%',
      'USD/KRW 1,449.10 ▼ −2.20 −0.15%',
    ];
    expect(await rows(page)).toEqual(named(combinedRows));
    expect(await page.getByText(endOfDay).count()).toBeGreaterThan(0);
    expect(troubles).toEqual([]);
  },
);

test.each(chapters)('the table in $language fits a configuration to systems that differ', async ({ text }) => {
  const [, table] = /<!-- differences -->\s+([^]*?)\n\n/.exec(text)!;
  const settings = [...table!.matchAll(/`("\w+": .*?)`/g)].map(([, json]) => JSON.parse(`{${json!}}`) as object);
  const [take, named, direction, percent, previous, session, zone, joined, keys, pair, , , delay, every] = settings as [
    { items: [{ take: string }] },
    { items: [string, { take: string; name: string }] },
    ...{ words?: object }[],
  ];
  const words = { ...direction!.words, ...session!.words };

  const folder = publisherFolder();
  const [{ take: code }] = take.items;
  const kosdaq = {
    code: 'KOSDAQ',
    last: '836.05',
    diff: '2.36',
    rate: '0.29',
    updown: '5',
    time: '153000',
    session: 'C',
  };
  const row = { code, last: '6,801.20', diff: '12.32', updown: '2', time: '20261127153000' };
  folder.write('site/rows.json', JSON.stringify({ date: '20261127', rows: [kosdaq] }));
  folder.write('site/zone.json', JSON.stringify([row]));
  folder.write('site/keys.json', JSON.stringify({ data: { fx: { usd: { last: 1449.1, prev: 1451.3 } } } }));
  const [, renamed] = named.items;
  folder.write('site/named.json', JSON.stringify([{ code: renamed.take, last: 382.99, prev: 376.54 }]));
  folder.write('site/pair.json', JSON.stringify([{ from: 'EUR', to: 'KRW', last: 1562.1, prev: 1560 }]));
  const url = await folder.serve('site');
  const paths = { id: 'code', price: 'last', change: 'diff', asOf: 'time' };
  const sources = [
    {
      name: 'rows',
      paths: { items: 'rows', ...paths, ...direction, ...percent, ...session, ...joined, words },
      ...delay,
      ...every,
    },
    { name: 'zone', paths: { ...paths, ...direction, ...zone }, ...take },
    { name: 'keys', paths: { ...paths, ...previous, ...keys }, items: ['USD/KRW'] },
    { name: 'named', paths: { ...paths, ...previous }, items: [renamed] },
    { name: 'pair', paths: { ...paths, ...previous, ...pair } },
  ].map((source) => ({ url: `${url}/${source.name}.json`, adapter: 'paths', ...source }));
  folder.write('feed.config.json', JSON.stringify({ sources, allowPrivate: ['127.0.0.1'] }));
  const { status, output } = await folder.runTool('check');
  expect(status, output).toBe(0);
  expect(output).toContain(renamed.name);
  const cells = output.split('\n', 6).map((line) => line.split(/ {2,}/));
  expect(cells.map(([id, , ...others]) => [id, ...others])).toEqual([
    ['id', 'price', 'change', 'percent', 'as of', 'delay', 'state', 'source'],
    ['KOSDAQ', '836.05', '−2.36', '−0.29%', '2026-11-27 06:30Z', '20 min', 'closed', 'rows'],
    ['KOSPI', '6,801.20', '+12.32', '+0.18%', '2026-11-27 06:30Z', '–', '–', 'zone'],
    ['USD/KRW', '1,449.10', '−2.20', '−0.15%', '–', '–', '–', 'keys'],
    ['KOSPI200', '382.99', '+6.45', '+1.71%', '–', '–', '–', 'named'],
    ['EUR/KRW', '1,562.10', '+2.10', '+0.13%', '–', '–', '–', 'pair'],
  ]);
});

test.each(chapters)('the page in $language reserves the space of the strip by the style that is shown', ({ text }) => {
  expect(code('file: site/index.html', text)).toContain(code('reserved space', text).trim());
});

test('a tag reads JSON in another format by an adapter from a file of its own', async () => {
  const folder = publisherFolder();
  folder.write('site/index.html', `<!doctype html><title>Markets</title>${code('adapter file')}`);
  folder.write('site/quotes.json', code('file: site/indices.json'));
  const { page, troubles } = await open(await folder.serve('site'));
  expect(await rows(page)).toEqual(['KOSPI 6,801.20 ▲ +12.32 +0.18%', 'KOSDAQ 836.05 ▼ −2.36 −0.28%']);
  expect(troubles).toEqual([]);
});

test('the imports of a bundled app define the element and the adapter', async () => {
  const folder = publisherFolder();
  const [, imports] = /```ts\n(import 'market-ticker';[^]*?)```/.exec(chapter)!;
  const tag = code('adapter file').replaceAll(/<script.*\n/g, '');
  folder.write('main.ts', imports!);
  folder.write('index.html', `<!doctype html><title>App</title><script type="module" src="./main.ts"></script>${tag}`);
  folder.write('public/quotes.json', code('file: site/indices.json'));
  const { page, troubles } = await open(await folder.serve(await folder.bundle()));
  expect(await rows(page)).toHaveLength(2);
  expect(troubles).toEqual([]);
});

test('the line of the questions makes the next page start without the reader’s Pause', async () => {
  const [, forget] = /<!-- forget pause -->\s+```html\n(.*)\n```/.exec(readFileSync('docs/questions.md', 'utf8'))!;
  const { url } = site.feed(JSON.parse(code('smallest feed')));
  const body = `<market-ticker src="${url}"></market-ticker>`;
  const script = '<script type="module" src="/cdn/market-ticker.js"></script>';
  const { page } = await open(site.page(body, {}, script));
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.goto(site.page(body, {}, script));
  await page.getByRole('button', { name: 'Play' }).waitFor();
  await page.goto(site.page(body, {}, forget! + script));
  await page.getByRole('button', { name: 'Pause' }).waitFor();
});

describe('the frame for pages that allow no scripts', () => {
  const cors = { 'access-control-allow-origin': '*' };
  async function openFrame(sandbox: string) {
    const [row, ...rest] = (JSON.parse(code('smallest feed')) as { items: object[] }).items;
    const target = site.page('<h1>KOSPI</h1>');
    const feed = site.feed({ version: 1, items: [{ ...row, url: target }, ...rest] }, cors);
    const strip = site.feed('', { 'content-type': 'text/html; charset=utf-8' });
    strip.publish(
      code('frame')
        .replace('https://news.example/market-ticker/market-ticker.js', `${site.origin}/cdn/market-ticker.js`)
        .replace('https://news.example/markets.json', site.origin + feed.url),
    );
    const [iframe] = /<iframe.*<\/iframe>/.exec(chapter)!;
    const body = iframe.replace('https://news.example/strip.html', strip.url).replace('allow-scripts', sandbox);
    const { page, troubles } = await openPage(browser, site.page(body));
    onTestFinished(() => page.close());
    const frame = page.frames()[1]!;
    await frame.locator('market-ticker:state(live)').waitFor();
    return { page, frame, target, troubles };
  }

  test('has the four rows, without a scroll bar', async () => {
    const { frame, troubles } = await openFrame('allow-scripts');
    expect(await rows(frame)).toEqual(smallestRows);
    const [contentHeight, frameHeight] = await frame.evaluate(() => [
      document.documentElement.scrollHeight,
      innerHeight,
    ]);
    expect(contentHeight).toBe(frameHeight);
    expect(troubles).toEqual([]);
  });

  test('opens links in the top page if the sandbox allows it', async () => {
    const { page, frame, target } = await openFrame('allow-scripts allow-top-navigation-by-user-activation');
    await frame.getByRole('button', { name: '일시정지' }).click();
    await frame.getByRole('link', { name: 'KOSPI 6,788.88' }).click();
    await page.waitForURL(target);
    expect(await page.locator('h1').textContent()).toBe('KOSPI');
  });
});
