/** Smooth noise that is repeatable: the same key and instant always give the same value. */

/** Returns a pseudo-random number in [-1, 1) for an integer `n`. Another `salt` gives other numbers. */
function height(salt: number, n: number): number {
  let x = Math.imul(n ^ salt, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1;
}

/** Returns the 32-bit hash of a text (FNV-1a). */
function saltOf(key: string): number {
  let hash = 0x811c9dc5;
  for (const letter of key) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}

/** One component of a curve: a new random height every `period` ms, at most `size` from the middle. */
export interface Octave {
  readonly period: number;
  readonly size: number;
}

/** Returns the sum of the octaves at the instant `at`. It never exceeds the sum of their sizes. */
export function curve(key: string, octaves: readonly Octave[], at: number): number {
  let sum = 0;
  for (const { period, size } of octaves) {
    const salt = saltOf(`${key}/${period}`);
    const position = at / period;
    const left = Math.floor(position);
    const fraction = position - left;
    const smooth = fraction * fraction * (3 - 2 * fraction);
    const start = height(salt, left);
    sum += size * (start + (height(salt, left + 1) - start) * smooth);
  }
  return sum;
}
