import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { picture, THEMES } from '../../../../src/feed-tool/serve/picture.js';
import { breakLines, textWidth } from '../../../../src/feed-tool/serve/text-width.js';
import { viewOptions } from '../../../../src/feed-tool/serve/view-options.js';
import { parseFeed } from '../../../../src/feed.js';
import { now } from '../../../support/fixtures/parse-helpers.js';
import { seed, seedWith } from '../../../support/fixtures/seed.js';
import { startServer } from './feed-under-test.js';

const draw = (payload: unknown, query = '', at = now): string =>
  picture(parseFeed(payload, { now }), viewOptions(new URLSearchParams(`time-zone=Asia/Seoul&${query}`)), at).text;

/** The texts of a picture with their places and colours. */
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text y="([\d.]+)">(.*?)<\/text>/g)].flatMap(([, y, row]) =>
    [...row!.matchAll(/<tspan x="([\d.]+)" font-size="(\d+)"( font-weight="600")? fill="(#\w+)">(.*?) <\/tspan>/g)].map(
      ([, x, size, bold, fill, text]) => ({
        x: Number(x),
        y: Number(y),
        size: Number(size),
        isBold: !!bold,
        fill,
        text: text!,
      }),
    ),
  );
const wordsOf = (svg: string): string[] => textsOf(svg).map(({ text }) => text);
const fillOf = (svg: string, word: string): string | undefined =>
  textsOf(svg).find(({ text }) => text.includes(word))?.fill;

test('the strip of the seed feed', () => {
  const svg = draw(seed);
  expect(wordsOf(svg)).toEqual([
    ...['KOSPI', '2,855.77', '▲ +43.72', '+1.55%'],
    ...['KOSDAQ', '764.21', '▲ +7.98', '+1.06%'],
    ...['KOSPI200', '382.99', '▲ +6.45', '+1.72%'],
    ...['USD/KRW', '1,359.00', '▼ −14.00', '−1.03%'],
    'As of Jun 9, 2025, 15:30 KST · 20 min delay · Closed · KRX',
  ]);
  expect(svg).toMatch(/<title>KOSPI 2,855.77, up 43.72 points, 1.55 percent \(As of/);
});

test('the colours follow the language, unless a palette is asked for', () => {
  expect([fillOf(draw(seed), '+1.55%'), fillOf(draw(seed), '−1.03%')]).toEqual(['#0b7a3e', '#c4162a']);
  const korean = draw(seed, 'lang=ko');
  expect([fillOf(korean, '+1.55%'), fillOf(korean, '−1.03%')]).toEqual(['#c4162a', '#0b57c2']);
  const chosen = draw(seed, 'lang=ko&palette=blue-orange&theme=dark');
  expect([fillOf(chosen, '+1.55%'), fillOf(chosen, '−1.03%')]).toEqual(['#8ab8ff', '#ffa657']);
  expect(fillOf(draw(seedWith({ KOSPI: { change: 0, changePercent: 0 } })), '0.00%')).toBe('#59616b');
  expect(draw(seed, 'palette=__proto__')).toBe(draw(seed));
});

test('the colours are those of the element', () => {
  const styles = readFileSync(new URL('../../../../src/styles/base.ts', import.meta.url), 'utf8');
  const { light, dark } = THEMES;
  expect(Object.keys(light)).toEqual(Object.keys(dark));
  for (const name of Object.keys(light) as (keyof typeof light)[])
    expect(styles).toContain(`light-dark(${light[name]}, ${dark[name]})`);
});

test('an old value is said to be old', () => {
  const open = { ...seed, state: 'open', delay: 0 };
  expect(wordsOf(draw(open)).at(-1)).toBe('As of Jun 9, 2025, 15:30 KST · KRX · Not current');
  const item = { ...seed.items[1], asOf: '2025-06-06T15:30:00+09:00' };
  expect(wordsOf(draw({ ...seed, items: [seed.items[0], item] }))).toContain('Jun 6, 2025, 15:30 KST');
});

test('a trend is drawn', () => {
  expect(draw(seedWith({ KOSPI: { trend: [1, 2, 3] } }))).toMatch(/<path d="M0 [\d.L ]+" stroke="#0b7a3e"\/>/);
});

describe('texts never overlap and never leave the picture', () => {
  test.each([
    ['the seed feed', seed, ''],
    ['Korean names', seed, 'lang=ko&width=320'],
    ['long names', seedWith({ KOSPI: { name: '코'.repeat(80) }, KOSDAQ: { name: 'W'.repeat(80) } }), 'width=240'],
    ['badges', { ...seed, items: [...seed.items, { id: 'X', price: 1, state: 'halted', asOf: '2025-01-01' }] }, ''],
    ['many items', { items: Array.from({ length: 500 }, (_, index) => ({ id: `I${index}`, price: index + 1 })) }, ''],
    ['a long notice', { ...seed, notice: 'a long notice '.repeat(14) }, 'width=240'],
    ['a notice without spaces', { ...seed, notice: '안'.repeat(200) }, 'width=240'],
  ])('%s', (_, payload, query) => {
    const svg = draw(payload, query);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!;
    const texts = textsOf(svg);
    expect(texts.length).toBeGreaterThan(0);
    for (const [index, { x, y, text, size, isBold }] of texts.entries()) {
      const end = x + textWidth(text, size, isBold);
      const next = texts[index + 1];
      if (next?.y === y) expect(next.x).toBeGreaterThan(end);
      expect(end).toBeLessThan(Number(width));
      expect(y).toBeLessThan(Number(height));
    }
  });

  test('lines are broken at spaces, and words only if they are too long', () => {
    expect(breakLines('one two three', 10, textWidth('one two', 10))).toEqual(['one two', 'three']);
    expect(breakLines('abcdef', 10, textWidth('abc', 10))).toEqual(['abc', 'def']);
    expect(breakLines('', 10, 100)).toEqual([]);
  });
});

test('texts of the feed stay texts', () => {
  const name = '<script>&"\'</text><a href="javascript:x">]]>';
  const svg = draw({ ...seedWith({ KOSPI: { name } }), notice: '</title><script>' });
  expect(svg).not.toMatch(/<script|<a |<\/text><a/);
  expect(svg).toContain("&lt;script&gt;&amp;&quot;'&lt;/text&gt;");
  expect(svg.match(/<\/title>/g)?.length).toBe(1);
});

test('/markets.svg is served as a picture that can load nothing', async () => {
  const { request } = await startServer({ payload: seed });
  const { headers, text } = await request('/markets.svg?lang=ko');
  expect(headers).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'cache-control': 'public, max-age=10, stale-while-revalidate=10, stale-if-error=86400',
    'x-content-type-options': 'nosniff',
  });
  expect(text).toContain('코스피');
  expect(await request('/markets.svg?lang=ko', { 'if-none-match': headers.etag! })).toMatchObject({ status: 304 });
  expect((await request('/markets.svg?lang=en')).headers.etag).not.toBe(headers.etag);
});
