import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tablesInKorean } from '../../../scripts/korean/tables-in-korean.mjs';

const names = ['getting-started', 'feed', 'feed-tool', 'adapters', 'tag', 'layouts'];

const matches = (text: string, pattern: RegExp): string[] => text.match(pattern) ?? [];
const withoutSamples = (text: string): string => text.replaceAll(/^```[^]*?^```$/gm, '');

/** Returns the files that a chapter links to, as seen from the root. */
const linkedFiles = (folder: string, text: string): string[] =>
  [...text.matchAll(/\]\(([^)#\s]+)/g)]
    .map(([, target]) => (target!.startsWith('http') ? target! : join(folder, target!).replace('docs/ko/', 'docs/')))
    .sort();

describe.each(names)('docs/ko/%s.md has what the English chapter has:', (name) => {
  const english = readFileSync(`docs/${name}.md`, 'utf8');
  const korean = readFileSync(`docs/ko/${name}.md`, 'utf8');

  test('the sections', () => {
    const levels = (text: string) => matches(withoutSamples(text), /^#+(?= )/gm);
    expect(levels(korean)).toEqual(levels(english));
  });

  test('the rows of its tables and the points of its lists', () => {
    const columns = (row: string) => matches(row, /(?<!\\)\|/g).length;
    const rows = (text: string) => matches(withoutSamples(text), /^\|.*\|$/gm).map(columns);
    expect(rows(korean)).toEqual(rows(english));
    const points = (text: string) => matches(withoutSamples(text), /^(- |\d\. )/gm).length;
    expect(points(korean)).toBe(points(english));
  });

  test('the markers of samples, tables and live strips', () => {
    const markers = (text: string) => matches(text, /^<!-- .* -->$/gm);
    expect(markers(korean)).toEqual(markers(english));
  });

  test('the samples, which differ only where they have Korean texts', () => {
    // Other tests run those that differ.
    const samples = (text: string) => matches(text, /^```[^]*?^```$|^ {4}\S.*$/gm);
    const [originals, translations] = [samples(english), samples(korean)];
    expect(translations).toHaveLength(originals.length);
    const [same, own] = [0, 1].map((differs) =>
      translations.map((sample, i) => [sample, originals[i]]).filter(([a, b]) => Number(a !== b) === differs),
    );
    expect(same!.length).toBeGreaterThan(0);
    for (const [sample, original] of own!) {
      expect(sample).toMatch(/\p{Script=Hangul}/u);
      expect(sample!.split('\n')[0]).toBe(original!.split('\n')[0]);
    }
  });

  test('links to the same files', () => {
    const [own, originals] = [linkedFiles('docs/ko', korean), linkedFiles('docs', english)];
    expect([...new Set(own)]).toEqual([...new Set(originals)]);
  });
});

test('no Korean page promises more of data.go.kr than the close of the previous business day', () => {
  const pages = [...names.map((name) => `docs/ko/${name}.md`), 'README.ko.md'];
  const promises = pages.flatMap((page) => matches(readFileSync(page, 'utf8'), /data\.go\.kr\)?(?:은|\().*제공.*/g));
  expect(promises.length).toBeGreaterThan(3);
  for (const promise of promises) expect(promise).toMatch(/\*?전 영업일\*?의? 종가(를|,) 다음 영업일 13시 이후/);
});

describe('the generated tables in Korean', () => {
  const tables = {
    fields: [
      ['field', 'meaning'],
      ['`id` **required**', 'The id.'],
      ['[`url`](feed.md#urls)', '`http` · `https`'],
    ],
  };
  const texts = { field: '필드', meaning: '뜻', 'The id.': 'id.' };

  test('have the same names and code, and the links of the Korean chapter', () => {
    expect(tablesInKorean(tables, texts, { 'feed.md#urls': 'feed.md#주소' })).toEqual({
      fields: [
        ['필드', '뜻'],
        ['`id` **필수**', 'id.'],
        ['[`url`](feed.md#주소)', '`http` · `https`'],
      ],
    });
  });

  test('cannot be written if a text has no translation, or a translation no text', () => {
    expect(() => tablesInKorean({ fields: [...tables.fields, ['`price`', 'The price.']] }, texts)).toThrow(
      'no Korean text for: The price.',
    );
    expect(() => tablesInKorean(tables, { ...texts, 'The name.': '이름.' })).toThrow('no longer in a table: The name.');
  });
});
