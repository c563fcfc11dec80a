import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshApp, type App } from './fresh-app.js';

describe('a fresh app without a framework', () => {
  let app: App;
  beforeAll(async () => {
    app = await freshApp('node');
  });

  test('imports every entry in Node, without a DOM, and reads a feed', async () => {
    const { exported, quotes, issues, skipped, data, dom } = JSON.parse(await app.run('start'));
    expect(exported['.']).toEqual(expect.arrayContaining(['MarketTickerElement', 'MarketTickerUpdateEvent', 'define']));
    expect(exported['./element.js']).toContain('MarketTickerElement');
    expect(exported['./feed.js'].sort()).toEqual([
      'fetchPayload',
      'mergeSources',
      'parseFeed',
      'registerAdapter',
      'writeFeed',
    ]);
    expect(quotes[0]).toMatchObject({ price: 1359, change: -14, changePercent: -1.03, direction: 'down' });
    expect(issues.map(({ rule }: { rule: string }) => rule)).toEqual(['sign-borrowed']);
    expect(skipped[0].action).toBe('skipped');
    expect(data.integrity['market-ticker.js']).toMatch(/^sha384-/);
    expect(data.schema).toMatch(/feed/i);
    for (const path of data.modules)
      expect(existsSync(join(app.folder, 'node_modules/market-ticker', path)), path).toBe(true);
    expect(dom).toBe(false);
    // There is an entry for each adapter, and none for the modules that adapters share.
    const adapters = readdirSync(join(app.folder, 'node_modules/market-ticker/dist/cdn/adapters'));
    const names = adapters.filter((file) => file.endsWith('.js')).concat('canonical.js');
    const entries = Object.keys(exported).filter((entry) => entry.startsWith('./adapters/'));
    expect(entries.sort()).toEqual(names.map((file) => `./adapters/${file}`).sort());
  });

  for (const resolution of ['bundler', 'nodenext'])
    test(`has types for elements, events and feeds with module resolution ${resolution}, also with library checks on`, () =>
      app.run(resolution));
});

test('VS Code completes the tag, attributes, values, custom properties and parts', async () => {
  const app = await freshApp('editor');
  const offered: Record<string, string[]> = JSON.parse(await app.run('start'));
  expect(offered.tags).toContain('market-ticker');
  expect(offered.attributes).toEqual(expect.arrayContaining(['src', 'interval', 'paused', 'palette']));
  expect(offered.layouts).toEqual(['auto', 'scroll', 'rotate', 'row', 'grid']);
  expect(offered.properties).toEqual(expect.arrayContaining(['--market-ticker-gap', '--market-ticker-up-color']));
  expect(offered.parts).toEqual(expect.arrayContaining(['::part(price)', '::part(controls)']));
});

describe('the folder that npm installs', () => {
  let folder: string;
  beforeAll(async () => {
    folder = join((await freshApp('plain')).folder, 'node_modules/market-ticker');
  });
  const files = (of: string): string[] => readdirSync(of, { recursive: true, encoding: 'utf8' });

  test('has the files for a publisher, and no tests', () => {
    expect(readdirSync(folder).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'docs',
      'package.json',
      'src',
    ]);
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toContain('MIT');
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(Object.keys(about.dependencies)).toEqual(['eventsource-parser', 'lit']);
    for (const field of ['customElements', 'web-types', 'unpkg', 'jsdelivr'])
      expect(existsSync(join(folder, about[field])), field).toBe(true);
  });

  test('has every source that a source map names', () => {
    const maps = files(join(folder, 'dist')).filter((file) => file.endsWith('.map'));
    expect(maps.length).toBeGreaterThan(100);
    for (const file of maps) {
      const map = JSON.parse(readFileSync(join(folder, 'dist', file), 'utf8'));
      for (const [index, source] of (map.sources as string[]).entries())
        expect(
          Boolean(map.sourcesContent?.[index]) ||
            existsSync(join(folder, 'dist', file, '..', map.sourceRoot ?? '', source)),
          `${source} of ${file}`,
        ).toBe(true);
    }
  });

  test('contains no path of the machine that built it', () => {
    for (const file of files(join(folder, 'dist')).filter((name) => /\.(js|json|map|ts)$/.test(name)))
      expect(readFileSync(join(folder, 'dist', file), 'utf8'), file).not.toContain(process.cwd());
  });
});
