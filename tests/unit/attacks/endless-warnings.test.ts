// Attacks by a hostile feed or script: endless values that are warned of. The bound: 200 warnings of a page, 200 characters of a
// value, and a language tag that is looked at no more than 100 times however long it is.
import { afterEach, expect, test, vi } from 'vitest';
import { parseLanguageTag } from '../../../src/i18n/language-tag.js';
import { warnOnce } from '../../../src/warn-once.js';

afterEach(() => void vi.restoreAllMocks());

test('a page has no more than 200 warnings, with the beginning of each value', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  for (let index = 0; index < 1000; index++) warnOnce('src', `${index} ${'x'.repeat(2 ** 16)}`, 'a feed');
  expect(warn).toHaveBeenCalledTimes(200);
  for (const [text] of warn.mock.calls) expect((text as string).length).toBeLessThan(300);
});

test('a lang of 100,000 wrong parts is tried no more than 100 times', () => {
  const tries = vi.spyOn(Intl, 'getCanonicalLocales');
  expect(parseLanguageTag(`ko${'-1'.repeat(100_000)}`)).toBe('ko');
  expect(parseLanguageTag(`${' '.repeat(1000)}ja`)).toBe('ja');
  expect(tries.mock.calls.length).toBeLessThan(100);
});
