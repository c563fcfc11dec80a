import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { html } from 'lit';
import { MarketTickerElement } from 'market-ticker';
import { describe, expect, test } from 'vitest';
import { seed } from '../../support/fixtures/seed.js';
import { renderOnServer } from './render.js';

const node = (code: string): string =>
  execFileSync(process.execPath, ['--input-type=module'], { input: code, encoding: 'utf8', timeout: 20_000 });

describe('in Node, without a DOM', () => {
  // A file that registers the adapter of its own name is an entry of the package.
  const adapters = readdirSync('src/adapters')
    .map((file) => file.replace('.ts', ''))
    .filter((name) => readFileSync(`src/adapters/${name}.ts`, 'utf8').includes(`registerAdapter('${name}'`))
    .map((name) => `adapters/${name}.js`);

  test.each(['', 'element.js', 'feed.js', ...adapters])(
    'market-ticker/%s can be imported, and the process ends by itself',
    (entry) => {
      const name = `market-ticker${entry && '/'}${entry}`;
      expect(node(`console.log(Object.keys(await import('${name}')).length > 0)`)).toBe('true\n');
    },
  );

  test('an element can be created, and refresh() resolves', () => {
    const code = `import { MarketTickerElement } from 'market-ticker';
      const strip = new MarketTickerElement();
      strip.data = [{ id: 'X', price: 1 }];
      await strip.refresh();
      console.log(strip.status, strip.quotes.length, strip.layout);`;
    expect(node(code)).toBe('idle 1 auto\n');
  });
});

describe('the HTML that a server sends', () => {
  test('is rendered without browser APIs, whatever the attributes', async () => {
    for (const layout of ['scroll', 'row', 'grid', 'nonsense'])
      for (const lang of ['ko', 'ja', 'zh-TW', 'ar', 'no language'])
        expect(
          await renderOnServer(
            html`<market-ticker layout=${layout} lang=${lang} .data=${seed} paused></market-ticker>`,
          ),
        ).toContain('2,855.77');
  });

  test('is a strip without values if there are no data, with the publisher’s own content in its slot', async () => {
    const text = await renderOnServer(
      html`<market-ticker src="/markets.json"><a href="/markets">Markets</a></market-ticker>`,
    );
    expect(text).toContain('<slot lang=""></slot>');
    expect(text).toMatch(/<\/template><a href="\/markets">Markets<\/a><\/market-ticker>/);
    expect(text).not.toContain('<data');
  });

  test.each([['no feed at all'], [{ version: 2, items: [] }]])(
    'is the same if the data cannot be read: %j',
    async (data) => {
      const text = await renderOnServer(html`<market-ticker .data=${data}></market-ticker>`);
      expect(text).toContain('<slot lang=""></slot>');
      expect(text).not.toContain('<data');
    },
  );

  test('escapes markup in names and values', async () => {
    const nasty = `"'><img src=x onerror=alert(1)></template></data>`;
    const text = await renderOnServer(
      html`<market-ticker .data=${[{ id: 'X', name: nasty, price: 1, url: 'javascript:alert(1)' }]}></market-ticker>`,
    );
    expect(text).not.toContain('<img');
    expect(text).not.toContain('href');
    expect(text.match(/<\/template>/g)).toHaveLength(1);
  });

  test('has the styles in one element whose text equals `MarketTickerElement.styles`', async () => {
    const text = await renderOnServer(html`<market-ticker .data=${seed}></market-ticker>`);
    const [, ...styles] = text.split(/<style[^>]*>/);
    expect(styles.map((style) => style.split('</style>')[0])).toEqual([String(MarketTickerElement.styles)]);
    // It has nothing else that a strict policy would block.
    expect(text).not.toMatch(/ style=| on\w+=|<script/);
  });
});
