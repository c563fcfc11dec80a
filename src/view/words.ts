import type { MarketState, Quote } from '../model/quote.js';
import { en } from './words-en.js';
import { ko } from './words-ko.js';

/** The words of one language. English types the others. */
export interface Words {
  /** Accessible name of the strip. */
  readonly label: string;
  readonly pause: string;
  readonly play: string;
  /**
   * A move, said once.
   * @param change the amount without its sign; empty when only the percent is known
   * @param percent likewise
   */
  readonly move: (direction: 'up' | 'down', change: string, percent: string, kind: Quote['kind']) => string;
  readonly unchanged: string;
  readonly noValue: string;
  /** 0 is real time, which only a feed can say. */
  readonly delay: (minutes: number) => string;
  readonly endOfDay: string;
  readonly asOf: (time: string) => string;
  /** What is wrong, by the status of the strip; nothing where nothing is. */
  readonly loading: string;
  readonly stale: string;
  readonly error: string;
  readonly idle?: undefined;
  readonly live?: undefined;
  readonly states: Readonly<Partial<Record<MarketState, string>>>;
}

const LANGUAGES: Readonly<Record<string, Words>> = { en, ko };

/** The words for a BCP 47 tag; English where the language is not known. */
export const wordsFor = (language: string): Words => LANGUAGES[primary(language)] ?? en;

/** `ko` of `ko-KR`. */
export const primary = (language: string): string => language.toLowerCase().split('-')[0]!;
