import { describe, expect, test } from 'vitest';
import { parseLanguageTag } from '../../../src/i18n/language-tag.js';

describe('the value of a lang attribute', () => {
  test.each([
    ['ko', 'ko'],
    ['KO-kr', 'ko-KR'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['kor', 'ko'],
    ['en-x-mtfrom-ko', 'en-x-mtfrom-ko'],
  ])('%j is the language tag %s', (value, tag) => {
    expect(parseLanguageTag(value)).toBe(tag);
  });

  test.each([
    ['ko_KR', 'ko-KR'],
    ['zh_TW.UTF-8', 'zh-TW'],
    ['ko_KR.euckr@hanja', 'ko-KR'],
    ['zh_TW_#Hant', 'zh-TW'],
    ['zh__#Hant', 'zh'],
  ])('the name of a locale, %j, is read as %s', (value, tag) => {
    expect(parseLanguageTag(value)).toBe(tag);
  });

  test.each([
    [' ko\n', 'ko'],
    ['ko-', 'ko'],
    ['ko-KR-', 'ko-KR'],
    ['ko,en;q=0.8', 'ko'],
    ['ko , en', 'ko'],
    ['ko-a', 'ko'],
  ])('of %j the longest valid beginning is used, %s', (value, tag) => {
    expect(parseLanguageTag(value)).toBe(tag);
  });

  test.each([
    ['kr', 'ko'],
    ['KR', 'ko'],
    ['jp', 'ja'],
    ['cn', 'zh'],
    ['jp-JP', 'ja-JP'],
  ])('the code of a country, %j, stands for its language, %s', (value, tag) => {
    expect(parseLanguageTag(value)).toBe(tag);
  });

  test.each(['', ' ', '-', '_', '1', 'k', 'x-default', '한국어', '{{lang}}', '%lang%', '-ko', 'no language', 'ko KR'])(
    '%j states no language',
    (value) => {
      expect(parseLanguageTag(value)).toBeUndefined();
    },
  );
});
