import { languageSubtags } from '../i18n/index.js';

/** The available colour pairs. The first colour marks rising prices, the second falling prices. */
export const PALETTES = ['red-blue', 'red-green', 'green-red', 'blue-orange'] as const;
export type Palette = (typeof PALETTES)[number];

/** The values of the property `palette`. `auto` selects the palette by language. */
export const PALETTE_CHOICES = ['auto', ...PALETTES] as const;
export type PaletteChoice = (typeof PALETTE_CHOICES)[number];

/**
 * Returns the palette that readers of a language know from their own market. Rising and falling prices are red and blue
 * in Korea and Japan, red and green in mainland China and Taiwan, and green and red in Hong Kong and the West.
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
