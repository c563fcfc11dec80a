// Attacks by a hostile feed: texts that are blank, that look like others, or that reach out of their line. The bound of each: an
// item has a name that can be seen, two ids that look alike are one item, and a character has at most three marks.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseText } from '../../../src/model/parse-text.js';
import { parse, parseOneField } from '../../support/fixtures/parse-helpers.js';

const MENDED = 'text-mended mended';

const INVISIBLE: readonly (readonly [name: string, characters: string])[] = [
  ['spaces without width, joiners and the mark of byte order', '\u200B\u200C\u200D\u2060\uFEFF'],
  ['soft hyphens, grapheme joiners and vowel separators', '\u00AD\u034F\u180E'],
  ['Hangul and Khmer fillers', '\u115F\u1160\u3164\uFFA0\u17B4\u17B5'],
  ['invisible operators and deprecated controls', '\u2061\u2062\u2063\u2064\u206A\u206F'],
  ['bidi controls', '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069'],
  ['variation selectors', '\uFE00\uFE0E\uFE0F\u{E0100}\u{E01EF}'],
  ['tags', '\u{E0001}\u{E0041}\u{E007F}'],
  ['marks of annotations', '\uFFF9\uFFFA\uFFFB'],
  ['musical and shorthand controls', '\u{1D173}\u{1D17A}\u{1BCA0}'],
];

describe.each(INVISIBLE)('%s', (_, characters) => {
  test.each([...characters].map((character) => [character.codePointAt(0)!.toString(16), character]))(
    'U+%s makes no second item of the same looks, no other name and no blank name',
    (_, character) => {
      const { quotes, rules } = parse([
        { id: 'KOSPI', price: 1 },
        { id: `KOS${character}PI`, price: 2 },
      ]);
      expect(quotes.map(({ id, price }) => [id, price])).toEqual([['KOSPI', 1]]);
      expect(rules).toEqual([`items[1].id ${MENDED}`, 'items[1].id duplicate-id skipped']);
      expect(parseOneField('name', `KOS${character}PI`)).toEqual({ value: 'KOSPI', rules: [`name ${MENDED}`] });
      expect(parseOneField('name', character.repeat(3)).value).toBe('X');
    },
  );
});

test('a name of spaces without an end, of Braille without dots or of marks alone is the id', () => {
  for (const blank of ['\u2800', '\u3000\u2800\u00A0', '\u2003', '\u0301\u0301', '\u20DD', ' \u3164 \u2800 '])
    expect(parseOneField('name', blank).value).toBe('X');
});

test('an id that is blank is no id', () => {
  for (const id of ['\u3164', '\u2800', '\u200D', '\u{E0041}', '\u0301'])
    expect(parse([{ id, price: 1 }]).rules).toContain('items[0].id no-id skipped');
});

test('invisible characters that are written as entities are removed as well', () => {
  expect(parseOneField('name', 'KOS&#x3164;PI&#8288;&#xE0041;').value).toBe('KOSPI');
});

test('ids that differ in their Unicode form only are one id', () => {
  const { quotes, rules } = parse([
    { id: '코스피'.normalize('NFD'), price: 1 },
    { id: '코스피', price: 2 },
  ]);
  expect(quotes.map(({ id }) => id)).toEqual(['코스피']);
  expect(rules).toEqual([`items[0].id ${MENDED}`, 'items[1].id duplicate-id skipped']);
});

test('ids that differ in joiners or in the style of an emoji are one id', () => {
  for (const [one, other] of [
    ['می\u200Cخ', 'میخ'],
    ['❤\uFE0F', '❤'],
  ] as const)
    expect(
      parse([
        { id: one, price: 1 },
        { id: other, price: 2 },
      ]).quotes,
    ).toHaveLength(1);
});

describe('stacked marks', () => {
  test.each([3, 4, 60])('of %i marks on a letter at most three stay', (count) => {
    // U+0348 has no form that is composed with the letter.
    const { value, rules } = parseOneField('name', `K${'\u0348'.repeat(count)}OSPI`);
    expect(value).toBe('K\u0348\u0348\u0348OSPI');
    expect(rules).toEqual(count === 3 ? [] : [`name ${MENDED}`]);
  });

  test('100,000 marks on a letter are cut with the text', () => {
    expect(parseOneField('name', `K${'\u0348'.repeat(100_000)}OSPI`).value).toBe('K\u0348\u0348\u0348');
  });

  test('marks of several kinds, with invisible characters between them, are one stack', () => {
    const name = `K${'\u0348\u200B\u20DD\u2060\u0489\u034F'.repeat(50)}`;
    expect(parseOneField('name', name).value).toBe('K\u0348\u20DD\u0489');
  });

  test('in a notice and in the name of a source are cut as well', () => {
    const text = `a${'\u0348'.repeat(100)}`;
    const { notice, source } = parse({ notice: text, source: { name: text }, items: [{ id: 'X', price: 1 }] });
    expect([notice, source?.name]).toEqual(['a\u0348\u0348\u0348', 'a\u0348\u0348\u0348']);
  });
});

test('names in the languages of the world stay as they are', () => {
  for (const name of [
    'می\u200Cخواهم', // Persian, with a joiner that separates two letters
    'क्\u200Dष', // Devanagari, with a joiner that keeps a half form
    'བསྒྲུབས', // Tibetan, with three marks on a letter
    'Tỷ giá hối đoái',
    'שַׁבָּת'.normalize(),
    'ดัชนีหุ้น',
    'မြန်မာကျပ်',
    '日経平均',
    '👩🏽\u200D💻 ❤\uFE0F\u200D🔥',
    'S&P 500®',
  ])
    expect(parseOneField('name', name)).toEqual({ value: name, rules: [] });
});

test('a text that was made safe is not changed again, whatever it was', () => {
  const odd = fc.constantFrom(...'a K한é\u0301\u0348\u200D\uFE0F\u200B\u3164\u2800ا❤👩🏽&;#x\uD800');
  fc.assert(
    fc.property(fc.string({ unit: odd, maxLength: 40 }), fc.integer({ min: 1, max: 20 }), (raw, maxLength) => {
      const text = parseText(raw, maxLength)?.replaceAll('&', '+');
      if (text !== undefined) expect(parseText(text, maxLength)).toBe(text);
    }),
    { numRuns: 20_000 },
  );
});
