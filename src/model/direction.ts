import type { Direction } from './quote.js';

// Sign codes of KIS, Naver, KRX (1 upper limit, 2 up, 3 flat, 4 lower limit, 5 down) and KOSCOM (6–9: the same
// at single-price trading), and the words of Naver, Daum, dunamu, Upbit and Nasdaq.
const WORDS: readonly [Direction, RegExp][] = [
  ['up', /^([1267]|up|rise|rising|upper_limit)$/i],
  ['down', /^([4589]|down|fall|falling|lower_limit)$/i],
  ['flat', /^(3|flat|even|unchanged|steady)$/i],
];

/** Reads a direction code or word; undefined when it says nothing that is known. */
export function readDirection(raw: unknown): Direction | undefined {
  return WORDS.find(([, words]) => words.test(`${raw as string}`.trim()))?.[0];
}

/** The direction of a signed difference. */
export function directionOf(difference: number): Direction {
  return difference > 0 ? 'up' : difference < 0 ? 'down' : 'flat';
}
