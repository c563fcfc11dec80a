/** A smooth, repeatable curve through random heights: the same key and place always give the same value. */

/** A number in [-1, 1) for a whole number `n`, unlike its neighbours'. `salt` separates the curves. */
function height(salt: number, n: number): number {
  let x = Math.imul(n ^ salt, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1;
}

/** A 32-bit number for a text (FNV-1a). */
function saltOf(key: string): number {
  let hash = 0x811c9dc5;
  for (const letter of key) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  return hash;
}

/** One wave of a curve: a new random height every `period` ms, at most `size` from the middle. */
export interface Octave {
  readonly period: number;
  readonly size: number;
}

/** The sum of the octaves at the instant `at`: bounded by the sum of their sizes, so it can never run away. */
export function curve(key: string, octaves: readonly Octave[], at: number): number {
  let sum = 0;
  for (const { period, size } of octaves) {
    const salt = saltOf(`${key}/${period}`);
    const place = at / period;
    const left = Math.floor(place);
    const part = place - left;
    const smooth = part * part * (3 - 2 * part);
    const from = height(salt, left);
    sum += size * (from + (height(salt, left + 1) - from) * smooth);
  }
  return sum;
}
