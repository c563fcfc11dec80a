import type { Direction } from './quote.js';

// Sign codes of KIS, Naver and KRX (1 upper limit, 2 up, 3 flat, 4 lower limit, 5 down) and of KOSCOM (6–9: the same
// without a trade), and the words of Naver, Daum, dunamu, Upbit and Nasdaq.
const WORDS: readonly (readonly [Direction, RegExp])[] = [
  ['up', /^([1267]|up|upper_limit|rise|rising)$/i],
  ['down', /^([4589]|down|lower_limit|fall|falling)$/i],
  ['flat', /^(3|flat|even|unchanged|steady)$/i],
];

/** Reads a direction code or word; undefined when it says nothing that is known (`"69"`, `"0"`). */
export const readDirection = (raw: unknown): Direction | undefined =>
  typeof raw === 'number' || typeof raw === 'string' ? WORDS.find(([, words]) => words.test(`${raw}`))?.[0] : undefined;
