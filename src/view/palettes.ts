import { languageSubtags } from '../i18n/index.js';

/** The colours of rising and falling prices, the rising one first. */
export const PALETTES = ['red-blue', 'red-green', 'green-red', 'blue-orange'] as const;
export type Palette = (typeof PALETTES)[number];

/**
 * The palette that readers of a language know from their own market: Korea and Japan show a rise in red and a fall in
 * blue, mainland China and Taiwan in red and green, Hong Kong and the West in green and red.
 *
 * @param language a BCP 47 tag
 */
export function paletteFor(language: string): Palette {
  const subtags = languageSubtags(language);
  const [primary] = subtags;
  if (primary === 'ko' || primary === 'ja') return 'red-blue';
  if (primary === 'zh' && !subtags.includes('hk')) return 'red-green';
  return 'green-red';
}
