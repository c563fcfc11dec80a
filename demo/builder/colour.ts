import { blend, formatHex, parse, wcagContrast } from 'culori';

/** The characters of a CSS colour. None of them can end a declaration. */
const SAFE_COLOUR = /^[\w#%.,()/\s+-]{3,60}$/;
/** Notations that culori accepts and CSS does not: hexadecimal digits without `#`, and culori's own colour spaces. */
const CULORI_ONLY = /^[\da-f]+$|--/i;

/** Returns whether a text is a colour that culori can compute with and that is safe to put into a style sheet unchanged. */
export const isColour = (text: string): boolean =>
  SAFE_COLOUR.test(text) && !CULORI_ONLY.test(text) && (text === 'transparent' || parse(text) !== undefined);

/** Converts a colour to `#rrggbb`, the only notation that `<input type="color">` accepts; `fallback` if it is no colour. */
export const toHex = (colour: string, fallback = '#808080'): string => formatHex(parse(colour)) ?? fallback;

/** The minimum contrast of text with its background: WCAG 2.2, 1.4.3, level AA. */
export const MIN_CONTRAST = 4.5;

/**
 * Computes the contrast of text as WCAG 2 defines it. A translucent colour is first blended with the colours below it.
 *
 * @param backgrounds the colours below the text: first the lowest one, which is opaque, last the one directly below the text
 * @returns NaN if the text's colour or every background cannot be parsed
 */
export function contrast(text: string, ...backgrounds: readonly string[]): number {
  const [lowest, ...rest] = backgrounds.map((colour) => parse(colour)).filter((colour) => colour !== undefined);
  const textColour = parse(text);
  if (!lowest || !textColour) return NaN;
  const background = rest.length ? blend([lowest, ...rest], 'normal', 'rgb') : lowest;
  return wcagContrast(blend([background, textColour], 'normal', 'rgb'), background);
}

/** Formats a contrast ratio with two decimals, rounded down: 4.499 must not be printed as 4.50. */
export const formatRatio = (ratio: number): string => (Math.floor(ratio * 100) / 100).toFixed(2);
