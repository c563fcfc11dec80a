import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MAX_ID_LENGTH } from '../../../src/model/parse-fields.js';
import { MAX_ITEMS } from '../../../src/model/raw-feed.js';
import { LAYOUTS } from '../../../src/view/strip-view.js';
import { zip } from '../../../scripts/zip.mjs';

const plugin = 'demo/wordpress/market-ticker';
const read = (path: string): string => readFileSync(`${plugin}/${path}`, 'utf8');
const settings = read('includes/settings.php');
const php = ['market-ticker.php', ...readdirSync(`${plugin}/includes`).map((name) => `includes/${name}`)].map(read);

/** The words of a constant such as `const LAYOUTS = array( 'auto', 'row' );`. */
const wordsOf = (name: string): string[] =>
  [...new RegExp(`const ${name} += array\\(([^)]*)\\)`).exec(settings)![1]!.matchAll(/'(\w+)'/g)].map(
    ([, word]) => word!,
  );

describe('the settings of the WordPress plugin', () => {
  test('know the layouts of the element', () => expect(wordsOf('LAYOUTS')).toEqual([...LAYOUTS]));

  test('know the adapters of the element', () => {
    const sources = readdirSync('src/adapters').map((name) => readFileSync(`src/adapters/${name}`, 'utf8'));
    const registered = sources.flatMap((source) => /^registerAdapter\('(\w+)'/m.exec(source)?.[1] ?? []);
    expect(wordsOf('ADAPTERS').sort()).toEqual(registered.sort());
  });

  test('have the limits of the element for symbols', () => {
    expect(settings).toContain(`const MAX_SYMBOLS       = ${MAX_ITEMS};`);
    expect(settings).toContain(`const MAX_SYMBOL_LENGTH = ${MAX_ID_LENGTH};`);
  });

  test('keep the place of the strip free with the CSS of the documentation', () => {
    const line =
      'market-ticker:not(:defined) { display: block; block-size: 2.75em; line-height: 2.75em; overflow: auto hidden; white-space: nowrap; }';
    expect(readFileSync('docs/getting-started.md', 'utf8')).toContain(line);
    expect(read('includes/script.php')).toContain(line);
  });
});

describe('the Korean texts of the WordPress plugin', () => {
  const textsIn = (source: string): string[] =>
    [...source.matchAll(/\b(?:__|esc_html__|esc_html_e)\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text]) => text!);

  test('are those of its PHP', () => {
    const translated = [...read('languages/market-ticker-ko_KR.l10n.php').matchAll(/^\t\t'(.*?)' => '/gm)].map(
      ([, text]) => text!,
    );
    const description = /Description: +(.*)/.exec(php[0]!)![1]!;
    expect(translated.sort()).toEqual([...new Set([description, ...php.flatMap(textsIn)])].sort());
  });

  test('are those of its block', () => {
    const { title, description, keywords } = JSON.parse(read('block/block.json')) as Record<string, string> & {
      keywords: string[];
    };
    const translated = [
      ...read('languages/market-ticker-ko_KR.l10n.php').matchAll(/^\t\t"block (\w+)\\4(.*?)" => '/gm),
    ];
    expect(translated.map(([, context, text]) => `${context}: ${text}`)).toEqual([
      `title: ${title}`,
      `description: ${description}`,
      ...keywords.map((keyword) => `keyword: ${keyword}`),
    ]);
  });

  test('are those of its editor', () => {
    const { locale_data } = JSON.parse(
      read('languages/market-ticker-ko_KR-market-ticker-strip-editor-script.json'),
    ) as {
      locale_data: { 'market-ticker': Record<string, unknown> };
    };
    const translated = Object.keys(locale_data['market-ticker']).filter(Boolean);
    expect(translated.sort()).toEqual([...new Set(textsIn(read('block/editor.js')))].sort());
  });
});

test('the zip of the same files has the same bytes', () => {
  const files = [['a/b.txt', Buffer.from('text')]] as const;
  expect(zip(files)).toEqual(zip(files));
});
