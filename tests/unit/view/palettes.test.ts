import { expect, test } from 'vitest';
import { paletteFor } from '../../../src/view/palettes.js';

test.each([
  ['ko', 'red-blue'],
  ['ko-KR', 'red-blue'],
  ['ja-JP', 'red-blue'],
  ['zh', 'red-green'],
  ['zh-Hant-TW', 'red-green'],
  ['zh-HK', 'green-red'],
  ['zh-Hant-HK', 'green-red'],
  ['en', 'green-red'],
  ['kok', 'green-red'],
])('readers of %s know the palette %s', (language, palette) => {
  expect(paletteFor(language)).toBe(palette);
});
