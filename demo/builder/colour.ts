import { blend, formatHex, parse, wcagContrast } from 'culori';

/** What a colour of CSS is written with; nothing in it can end a declaration. */
const SAFE_COLOUR = /^[\w#%.,()/\s+-]{3,60}$/;
/** What culori takes for colours and CSS does not: digits without their #, spaces of its own. */
const CULORI_ONLY = /^[\da-f]+$|--/i;

/** Whether a text is a colour that can be computed with, and be put into a style sheet as it is. */
export const isColour = (text: string): boolean =>
  SAFE_COLOUR.test(text) && !CULORI_ONLY.test(text) && (text === 'transparent' || parse(text) !== undefined);

/** For `<input type="color">`, which takes nothing else. */
export const toHex = (colour: string, fallback = '#808080'): string => formatHex(parse(colour)) ?? fallback;

/** The least contrast of text on its ground: WCAG 2.2, 1.4.3, level AA. */
export const MIN_CONTRAST = 4.5;

/**
 * The contrast of a text, as WCAG 2 computes it. What lets light through is laid on what lies below it first.
 *
 * @param grounds from the lowest, which is opaque, to the one right below the text
 */
export function contrast(text: string, ...grounds: readonly string[]): number {
  const [lowest, ...rest] = [...grounds].map((colour) => parse(colour)).filter((colour) => colour !== undefined);
  const ink = parse(text);
  if (!lowest || !ink) return NaN;
  const ground = rest.length ? blend([lowest, ...rest], 'normal', 'rgb') : lowest;
  return wcagContrast(blend([ground, ink], 'normal', 'rgb'), ground);
}

/** Rounded down: 4.49 is not 4.5, and must not be printed as if it were. */
export const formatRatio = (ratio: number): string => (Math.floor(ratio * 100) / 100).toFixed(2);
