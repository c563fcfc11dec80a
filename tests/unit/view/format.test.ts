import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMagnitude, formatSigned } from '../../../src/view/format.js';

describe('formatted numbers', () => {
  const PLAIN_LANGUAGES = [
    'en',
    'en-US',
    'en-GB',
    'en-KR',
    'ko',
    'ko-KR',
    'ja',
    'ja-JP',
    'zh',
    'zh-Hans',
    'zh-CN',
    'zh-TW',
    'zh-HK',
  ];

  test.each(PLAIN_LANGUAGES)('are printed as Intl prints them, also without Intl: %s', (language) => {
    const price = fc
      .tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 6 }))
      .map(([digits, places]) => digits / 10 ** places);
    fc.assert(
      fc.property(price, fc.integer({ min: 0, max: 8 }), (value, decimals) => {
        const intl = new Intl.NumberFormat(language, {
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals,
        });
        expect(formatMagnitude(value, decimals, language)).toBe(intl.format(Math.abs(value)));
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['en-IN', '12,34,567.89'],
    ['de', '1.234.567,89'],
    ['en-ZA', '1\u00a0234\u00a0567,89'],
  ])('have the separators of the language: %s', (language, expected) => {
    expect(formatMagnitude(-1234567.891, 2, language)).toBe(expected);
  });

  test('are exact when they are too large to have a fraction', () => {
    expect(formatMagnitude(1e20, 2, 'en')).toBe('100,000,000,000,000,000,000.00');
    expect(formatMagnitude(999999.995, 2, 'en')).toBe('1,000,000.00');
  });

  test('have the minus U+2212, and zero has none', () => {
    expect(formatSigned(-14, 2, 'en', false)).toBe('\u221214.00');
    expect(formatSigned(-0.001, 2, 'en', false)).toBe('0.00');
    expect(formatSigned(0.001, 2, 'en', true)).toBe('+0.00');
    expect(formatSigned(0, 2, 'en', false)).toBe('0.00');
  });

  test('have Latin digits in every language', () => {
    expect(formatMagnitude(1234.5, 2, 'ar-EG')).toMatch(/^1.234.50$/);
  });
});
