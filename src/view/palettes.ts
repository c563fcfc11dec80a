export type Palette = 'red-blue' | 'red-green' | 'green-red' | 'blue-orange';

/** Colours of up and down by the language's own market: they are reversed between East and West. */
export const paletteFor = (language: string): Palette =>
  /^(ko|ja)\b/i.test(language) ? 'red-blue' : /^zh\b(?!.*-hk)/i.test(language) ? 'red-green' : 'green-red';
