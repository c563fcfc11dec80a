import { primary } from './view/words.js';

export type Palette = 'red-blue' | 'red-green' | 'green-red' | 'blue-orange';

/** Colours of up and down by the language's own market: they are reversed between East and West. */
export function paletteFor(language: string): Palette {
  const tag = language.toLowerCase();
  if (/^zh\b.*-hk\b/.test(tag)) return 'green-red';
  if (primary(tag) === 'zh') return 'red-green';
  return primary(tag) === 'ko' || primary(tag) === 'ja' ? 'red-blue' : 'green-red';
}
