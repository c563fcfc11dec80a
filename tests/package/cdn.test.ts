import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { launch, openPage } from '../support/page.js';
import { seed, seedRows } from '../support/fixtures/seed.js';
import { freshApp } from './fresh-app.js';
import { rowsOf, expectMarket } from './expect-market.js';
import { serveFolder, type Site } from './static-server.js';

let browser: Browser;
/** A CDN that serves the files of the package. */
let cdn: Site;
/** The folder `node_modules` of an app that has installed the package. */
let modules: string;
/** The folder of the CDN files. */
let files: string;

beforeAll(async () => {
  browser = await launch();
  modules = join((await freshApp('cdn')).folder, 'node_modules');
  files = join(modules, 'market-ticker/dist/cdn');
  cdn = await serveFolder(files);
});

afterAll(async () => {
  cdn?.close();
  await browser?.close();
});

const read = (name: string): string => readFileSync(join(files, name), 'utf8');
const integrity = (): Record<string, string> => JSON.parse(read('integrity.json'));

const page = (head: string, strip = '<market-ticker src="/markets.json" layout="row">'): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A site</title><link rel="icon" href="data:,">${head}</head>
<body>
${strip}<a slot="end" href="/markets">View Market Snapshot</a></market-ticker>
<output></output><button onclick="document.querySelector('market-ticker').pause()">Pause</button>
<script>
document.addEventListener('market-ticker-update', ({ target, quotes }) => {
  document.querySelector('output').textContent = target.status + ': ' + quotes.map(({ id }) => id).join();
});
</script>
</body>
</html>`;

const script = (src: string, attributes = ''): string => `<script type="module" src="${src}" ${attributes}></script>`;
const fromCdn = (name: string): string => script(`${cdn.origin}/${name}`);

/** Loads the npm build without a bundler: the page says where its dependencies are. */
const importMap = `<script type="importmap">${JSON.stringify({
  imports: {
    'market-ticker': '/market-ticker/dist/index.js',
    'market-ticker/adapters/paths.js': '/market-ticker/dist/adapters/paths.js',
    lit: '/lit/index.js',
    'lit/': '/lit/',
    'lit-html': '/lit-html/lit-html.js',
    'lit-html/': '/lit-html/',
    'lit-element/lit-element.js': '/lit-element/lit-element.js',
    '@lit/reactive-element': '/@lit/reactive-element/reactive-element.js',
    'eventsource-parser': '/eventsource-parser/dist/index.js',
  },
})}</script>`;
const fromNpm = (name: string): string => `<script type="module">import '${name}';</script>`;

async function startPublisher(html: string, { onTestFinished }: TestContext): Promise<string> {
  const pages = { '/index.html': html, '/shaped.json': JSON.stringify({ rows: seed.items }) };
  const site = await serveFolder(modules, pages);
  onTestFinished(site.close);
  return site.origin;
}

describe('the file for the script tag, from another origin', () => {
  test('shows the market, with `integrity`', async (context) => {
    const attributes = `integrity="${integrity()['market-ticker.js']}" crossorigin`;
    const html = page(script(`${cdn.origin}/market-ticker.js`, attributes));
    await expectMarket(browser, await startPublisher(html, context));
  });

  test('is blocked if `integrity` does not match; the content inside the tag stays visible', async (context) => {
    const attributes = `integrity="${integrity()['adapters/naver.js']}" crossorigin`;
    const html = page(script(`${cdn.origin}/market-ticker.js`, attributes));
    const { page: tab, troubles } = await openPage(browser, await startPublisher(html, context));
    expect(troubles.join()).toContain('integrity');
    expect(await tab.getByText('View Market Snapshot').isVisible()).toBe(true);
    expect(await tab.evaluate(() => customElements.get('market-ticker'))).toBeUndefined();
    await tab.close();
  });

  const cdnFile = (): string => fromCdn('market-ticker.js');
  for (const [what, scripts] of Object.entries({
    'loaded twice': () => cdnFile() + fromCdn('market-ticker.js?again'),
    'before the npm build': () => cdnFile() + fromNpm('market-ticker'),
    'after the npm build': () => fromNpm('market-ticker') + cdnFile(),
  }))
    test(`works ${what}`, async (context) => {
      await expectMarket(browser, await startPublisher(page(importMap + scripts()), context));
    });

  const adapterFile = (): string => fromCdn('adapters/paths.js');
  const adapterModule = (): string => fromNpm('market-ticker/adapters/paths.js');
  for (const [what, scripts] of Object.entries({
    'adapter first': () => adapterFile() + cdnFile(),
    'tag first': () => cdnFile() + adapterFile(),
    'adapter first, tag from npm': () => adapterFile() + fromNpm('market-ticker'),
    'tag from npm first': () => fromNpm('market-ticker') + adapterFile(),
    'adapter from npm first': () => adapterModule() + cdnFile(),
    'tag first, adapter from npm': () => cdnFile() + adapterModule(),
  }))
    test(`finds its adapters: ${what}`, async (context) => {
      const paths = Object.keys(seed.items[3]!).map((name) => [name, name]);
      const mapping = JSON.stringify({ items: 'rows', ...Object.fromEntries(paths) });
      const strip = `<market-ticker src="/shaped.json" adapter="paths" paths='${mapping}' layout="row">`;
      const url = await startPublisher(page(importMap + scripts(), strip), context);
      const { page: tab, troubles } = await openPage(browser, url);
      expect(await rowsOf(tab, 'market-ticker')).toEqual(seedRows);
      // A feed that arrives before its adapter causes a warning, and is read when the adapter is loaded.
      expect(troubles.filter((trouble) => !trouble.endsWith('unknown-adapter'))).toEqual([]);
      await tab.close();
    });
});

test('`integrity.json` has the hash of every script', () => {
  const scripts = readdirSync(files, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(5);
  const hash = (name: string): string => `sha384-${createHash('sha384').update(read(name)).digest('base64')}`;
  expect(integrity()).toEqual(Object.fromEntries(scripts.map((name) => [name, hash(name)])));
});

test('the licences are in the files and beside them', () => {
  expect(read('market-ticker.js').slice(0, 200)).toMatch(
    /\/\*! market-ticker [\d.]+, MIT: LICENSE\.txt; Lit, BSD-3-Clause: LICENSE-lit\.txt; eventsource-parser, MIT: LICENSE-eventsource-parser\.txt \*\//,
  );
  expect(read('adapters/naver.js').slice(0, 200)).toMatch(/\/\*! market-ticker [\d.]+, MIT: LICENSE\.txt \*\//);
  expect(read('LICENSE.txt')).toContain('Permission is hereby granted, free of charge');
  expect(read('LICENSE-lit.txt')).toContain('BSD 3-Clause');
  expect(read('LICENSE-eventsource-parser.txt')).toContain('MIT License');
});

test('the source map leads from the minified code to the source', () => {
  const code = read('market-ticker.js');
  expect(code.slice(-200)).toMatch(/\/\/# sourceMappingURL=market-ticker\.js\.map\s*$/);
  const payload = JSON.parse(read('market-ticker.js.map'));
  const map = new SourceMap(payload);
  for (const [text, file] of [
    ['market-ticker-choice', 'src/controllers/playback-preference.ts'],
    ['sign-borrowed', 'src/model/decide-sign.ts'],
  ] as const) {
    const before = code.slice(0, code.indexOf(text)).split('\n');
    const found = map.findEntry(before.length - 1, before.at(-1)!.length);
    if (!('originalSource' in found)) throw new Error(`the source map has no entry for ${text}`);
    const { originalSource, originalLine } = found;
    expect(originalSource).toMatch(new RegExp(`${file}$`));
    const source = payload.sourcesContent[payload.sources.indexOf(originalSource)] as string;
    expect(source.split('\n')[originalLine]).toContain(text);
  }
});
