// Other scripts of the page replace or extend what the language and the browser provide.
import { existsSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seed, seedRows } from '../../support/fixtures/seed.js';
import { openPage } from '../../support/page.js';
import { startSite, type PublishedFeed, type Site } from '../../support/pages/site.js';
import { expectStripWorks, rows } from '../../support/pages/strip.js';
import { withSite } from '../../support/pages/with-site.js';

let site: Site;
let browser: Browser;

withSite(startSite, (...started) => ([site, browser] = started));

const strip = '<script type="module" src="/cdn/market-ticker.js"></script>';

async function open(head: string, options = 'layout="scroll"') {
  const feed = site.feed(seed);
  const body = `<market-ticker src="${feed.url}" ${options}></market-ticker>`;
  const opened = await openPage(browser, site.page(body, {}, head));
  onTestFinished(() => opened.page.close());
  return { ...opened, feed };
}

async function expectLive(page: Page, feed: PublishedFeed): Promise<void> {
  await page.locator('market-ticker:state(live)').waitFor();
  await expect.poll(() => rows(page)).toEqual(seedRows);
  await expectStripWorks(page, feed);
}

const scriptOf = (code: string): string => `<script>${code.replaceAll('</script', '<\\/script')}</script>`;

/** Checks that the strip works, whether the code runs before or after the strip's script. */
function worksBeside(name: string, code: () => string): void {
  test(`${name}, loaded before the strip`, async () => {
    const { page, feed, troubles } = await open(scriptOf(code()) + strip);
    await expectLive(page, feed);
    expect(troubles).toEqual([]);
  });

  test(`${name}, loaded after the strip`, async () => {
    const { page, feed, troubles } = await open(strip);
    await page.locator('market-ticker:state(live)').waitFor();
    await page.addScriptTag({ content: code() });
    await expectLive(page, feed);
    expect(troubles).toEqual([]);
  });
}

describe('a strip works beside a library that changes built-ins', () => {
  const libraries = {
    'MooTools 1.5, its part without a DOM': 'mootools/lib/mootools-core-1.5.2-server.js',
    'Sugar 1.5': 'sugar/sugar-full.js',
    'core-js': 'core-js-bundle/minified.js',
    'Zone.js': 'zone.js/bundles/zone.umd.js',
    'es6-promise': 'es6-promise/dist/es6-promise.auto.js',
    'whatwg-fetch': 'whatwg-fetch/dist/fetch.umd.js',
  };
  for (const [name, path] of Object.entries(libraries))
    worksBeside(name, () => readFileSync(`node_modules/${path}`, 'utf8'));
});

const debian = '/usr/share/javascript';
describe.skipIf(!existsSync(`${debian}/prototype`) && !process.env.CI)(
  'a strip works beside a framework that changes built-ins',
  () => {
    const frameworks = {
      'Prototype 1.7': ['prototype/prototype.js'],
      'MooTools 1.4': ['mootools/mootools-core.min.js', 'mootools/mootools-more.min.js'],
    };
    for (const [name, paths] of Object.entries(frameworks))
      worksBeside(name, () => paths.map((path) => readFileSync(`${debian}/${path}`, 'utf8')).join(';\n'));
  },
);

const additions = (prototypes: string, names: string): string => `
  for (const prototype of [${prototypes}])
    for (const name of '${names}'.split(' '))
      prototype[name] = function () { throw new Error(name + ' was called'); };`;

describe('a strip works on a page that', () => {
  const changes = {
    'adds enumerable functions to all prototypes of the language': additions(
      '...[Object, Array, String, Number, Boolean, Function, RegExp, Date].map((type) => type.prototype)',
      'each clone extend merge first last remove contains isEmpty toQueryString size has',
    ),
    'adds to Object.prototype what browsers take for options of theirs': additions(
      'Object.prototype',
      'once delay offset direction easing fill composite method body headers mode cache redirect signal priority root style unit type state notation',
    ),
    'adds to Object.prototype what a feed may contain': additions(
      'Object.prototype',
      'name kind change changePercent limit per unit trend delay notice source removed decimals direction price',
    ),
    'adds to Function.prototype what browsers take for options of a listener': additions(
      'Function.prototype',
      'once passive capture signal',
    ),
    'adds to the prototypes of elements': additions(
      '...[Node, Element, HTMLElement, EventTarget].map((type) => type.prototype)',
      'show hide css on off data label src stream paused status update layout next previous pause play speed paths',
    ),
    'has an Array.from without a second argument': 'Array.from = (list) => [].slice.call(list || []);',
    'has a toJSON on arrays, strings, numbers and dates, as Prototype 1.6': `
      Array.prototype.toJSON = function () { return '[' + this.map((item) => JSON.stringify(item)).join(', ') + ']'; };
      String.prototype.toJSON = function () { return '"' + this + '"'; };
      Number.prototype.toJSON = Date.prototype.toJSON = function () { return String(this); };`,
    'has timers that are objects': `
      const [set, clear] = [setTimeout, clearTimeout];
      window.setTimeout = (callback, delay, ...rest) => ({ id: set(callback, delay, ...rest) });
      window.clearTimeout = (timer) => clear(timer && timer.id);`,
    'has timers of at least 100 ms': `
      const set = setTimeout;
      window.setTimeout = (callback, delay) => set(callback, Math.max(100, delay || 0));`,
    'has an Event of its own': 'window.Event = function (event) { this.target = event.target; };',
    'has Element, Node and Text of its own': `
      for (const name of ['Element', 'Node', 'Text', 'Comment', 'ShadowRoot'])
        window[name] = Object.assign(function () {}, { prototype: window[name].prototype });`,
    'has animation frames by timers': `
      window.requestAnimationFrame = (callback) => setTimeout(() => callback(Date.now()), 16);
      window.cancelAnimationFrame = clearTimeout;`,
    'has a Promise of its own': `
      const Native = Promise;
      window.Promise = function (run) { return new Native(run); };
      for (const name of ['all', 'race', 'resolve', 'reject']) window.Promise[name] = (value) => Native[name](value);
      window.Promise.prototype = Native.prototype;`,
  };
  for (const [name, code] of Object.entries(changes)) worksBeside(name, () => `{${code}}`);
});

test('a page with old built-ins shows the quotes of each layout', async () => {
  for (const layout of ['row', 'grid']) {
    const { page, troubles } = await open(
      scriptOf('Array.from = (list) => [].slice.call(list || []);') + strip,
      `layout="${layout}"`,
    );
    await expect.poll(() => rows(page)).toEqual(seedRows);
    expect(troubles).toEqual([]);
  }
});

test('an addition to Object.prototype is not taken for a value of the feed', async () => {
  const code = `Object.assign(Object.prototype, { change: 5, changePercent: 5, direction: 'up', limit: 'upper', state: 'halted', name: 'Nonsense' });`;
  const { page, feed } = await open(scriptOf(code) + strip);
  feed.publish([{ id: 'X', price: 100 }]);
  await page.reload();
  await expect.poll(() => rows(page)).toEqual(['X 100.00 – –']);
});
