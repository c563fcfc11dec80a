import { expect, test } from 'vitest';
import { seedRows } from '../support/fixtures/seed.js';
import { rows } from '../support/pages/strip.js';
import { activate, allLive, strips, withWordPress, type Role, type Site } from './site.js';

let site: Site;

withWordPress(async (started) => {
  site = started;
  await activate(site, { src: '/markets.json', link: '/markets' });
});

// WordPress gives neither role the capability `unfiltered_html`.
const roles: Role[] = ['author', 'contributor'];

test.each(roles)('%ss can insert the strip, whose tag WordPress would take from them', async (role) => {
  const content = '[market_ticker symbols="KOSDAQ, KOSPI" layout="grid" link="/all" link_text="All"]';
  const tag = '<market-ticker src="/markets.json" onclick="alert(1)"></market-ticker><script>alert(1)</script>';
  const { page, troubles } = await site.visit(await site.post(`${content}\n\n${tag}`, role));
  await allLive(page);
  expect(await strips(page)).toEqual([
    { src: '/markets.json', symbols: 'KOSDAQ KOSPI', layout: 'grid', lang: 'en-US' },
  ]);
  expect(await rows(page)).toEqual([seedRows[1], seedRows[0]]);
  expect(await page.getByRole('link', { name: 'All', exact: true }).getAttribute('href')).toBe('/all');
  expect(troubles).toEqual([]);
});

const attacks = [
  `"><script>window.attacked = true</script>`,
  `" onpointerover="window.attacked = true" autofocus onfocus="window.attacked = true" x="`,
  `' onfocus='window.attacked = true' tabindex='0`,
  `javascript:window.attacked=true`,
  `JaVaScRiPt&#58;window.attacked=true`,
  `java\tscript:window.attacked=true`,
  `data:text/html,<script>window.attacked=true</script>`,
  `//elsewhere.example/x`,
  `/\\elsewhere.example/x`,
  `<img src=x onerror="window.attacked=true">`,
  `&quot;&gt;&lt;script&gt;window.attacked=true&lt;/script&gt;`,
  `{{constructor.constructor("window.attacked=true")()}}`,
];
const names = ['src', 'symbols', 'layout', 'adapter', 'link', 'link_text', 'paths', 'class', 'onclick', 'lang'];

test.each(roles)('%ss cannot inject markup, scripts or addresses', async (role) => {
  const shortcodes = attacks.flatMap((attack) =>
    names.map((name) => {
      const quote = attack.includes('"') ? "'" : '"';
      return `[market_ticker ${name}=${quote}${attack}${quote}]`;
    }),
  );
  // The editor writes the attributes of blocks as JSON in a comment, with these characters escaped.
  const escaped = (json: string): string =>
    json.replace(/[<>&]|--|\\"/g, (found) =>
      [...found.replace('\\"', '"')].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join(''),
    );
  const blocks = attacks.map((attack) => {
    const attributes = Object.fromEntries([...names, 'className', 'align', 'anchor'].map((name) => [name, attack]));
    return `<!-- wp:market-ticker/strip ${escaped(JSON.stringify(attributes))} /-->`;
  });
  const { page } = await site.visit(await site.post([...shortcodes, ...blocks].join('\n\n'), role));
  const tags = await strips(page);
  expect(tags.length).toBe(shortcodes.length + blocks.length);
  const known = ['src', 'symbols', 'layout', 'adapter', 'lang', 'class'];
  for (const { src, layout, adapter, lang, ...others } of tags) {
    expect(Object.keys(others).filter((name) => !known.includes(name))).toEqual([]);
    expect(new URL(src!, site.origin).origin).toBe(site.origin);
    expect([layout, adapter, lang]).toEqual([undefined, undefined, 'en-US']);
  }
  expect(
    await page
      .locator('market-ticker > a')
      .evaluateAll((links) => [...new Set(links.map((link) => (link as HTMLAnchorElement).origin))]),
  ).toEqual([site.origin]);
  const found = await page.locator('.entry-content').evaluate((post) => ({
    elements: [...new Set([...post.querySelectorAll('*')].map((element) => element.localName))].sort(),
    handlers: [...post.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].map(({ name }) => name).filter((name) => /^on|^autofocus$|^tabindex$/.test(name)),
    ),
  }));
  expect(found.handlers).toEqual([]);
  expect(found.elements.filter((name) => !['a', 'market-ticker', 'p', 'br'].includes(name))).toEqual([]);
  expect(await page.evaluate(() => 'attacked' in window)).toBe(false);
});
