import { describe, expect, test } from 'vitest';
import { parseText } from '../../../src/model/parse-text.js';

/** Parses a text, and returns it with whether a repair was reported. */
function parse(raw: unknown, maxLength = 80): [string | undefined, boolean] {
  let isRepaired = false;
  return [parseText(raw, maxLength, () => (isRepaired = true)), isRepaired];
}

describe('a text of the feed is made safe to show', () => {
  test.each<[unknown, string | undefined]>([
    ['KOSPI', 'KOSPI'],
    ['  KOSPI 200 ', 'KOSPI 200'],
    ['\tKOSPI\n', 'KOSPI'],
    ['<b>KOSPI</b>', '<b>KOSPI</b>'],
    ['R&D', 'R&D'],
    ['&nbsp;', '&nbsp;'],
    ['&ampx;', '&ampx;'],
    ['&#;', '&#;'],
    ['&#x;', '&#x;'],
    ['&#1234567;', '&#1234567;'],
    ['', undefined],
    [42, undefined],
    [null, undefined],
    [['KOSPI'], undefined],
  ])('%j is parsed as %j, without a repair', (raw, text) => {
    expect(parse(raw)).toEqual([text, false]);
  });

  test.each<[string, string | undefined]>([
    ['KOS\u202EPI', 'KOSPI'],
    ['KOS\u0000\u0007PI', 'KOSPI'],
    ['KOS\u200BPI', 'KOSPI'],
    ['KOS\nPI', 'KOS PI'],
    ['KOSPI  \t 200', 'KOSPI 200'],
    ['KOSPI \u0000', 'KOSPI'],
    ['\u0000', undefined],
    ['S&amp;P 500', 'S&P 500'],
    ['&LT;b&Gt; &quot;&apos;', `<b> "'`],
    ['&#65;&#x42;&#X43;', 'ABC'],
    ['&#128200;&#x1F4C8;', '📈📈'],
    ['&#xFFFFF;', '\u{FFFFF}'],
    ['&#999999;', '\u{F423F}'],
    ['&#8238;KOSPI', 'KOSPI'],
    ['&#32;KOSPI', 'KOSPI'],
    ['&amp;lt;', '&lt;'],
  ])('%j is repaired to %j', (raw, text) => {
    expect(parse(raw)).toEqual([text, true]);
  });

  test.each(['\uFFFD\uFFFD', 'KOSPI \uFFFD'])('%j was decoded with the wrong charset, and is no text', (raw) => {
    expect(parse(raw)).toEqual([undefined, false]);
  });

  test('a long text is cut by characters, not inside one', () => {
    expect(parse('x'.repeat(80))).toEqual(['x'.repeat(80), false]);
    expect(parse('x'.repeat(81))).toEqual(['x'.repeat(80), true]);
    expect(parse('😀'.repeat(80))).toEqual(['😀'.repeat(80), false]);
    expect(parse('😀'.repeat(100))).toEqual(['😀'.repeat(80), true]);
    expect(parse('KOSPI', 3)).toEqual(['KOS', true]);
  });

  test('as many entities as characters are decoded', () => {
    expect(parseText('&#8364;'.repeat(80), 80)).toBe('€'.repeat(80));
    // Only the first ten characters for each one that may be shown are looked at.
    expect(parseText(`${' '.repeat(9)}\u0000${'\u0000'.repeat(9)}x`, 1)).toBeUndefined();
    expect(parseText(`${'\u0000'.repeat(9)}x`, 1)).toBe('x');
    expect(parseText(`${'\u0000'.repeat(10)}x`, 1)).toBeUndefined();
  });

  test('the callback is optional', () => {
    expect(parseText('KOS\nPI', 80)).toBe('KOS PI');
  });
});
