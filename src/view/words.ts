import type { MarketState, Quote } from '../model/quote.js';
import { en } from './words-en.js';
import { ko } from './words-ko.js';

/** What moved, in words: the formatted amounts without their signs. */
export interface Move {
  /** null when only the percent is known. */
  readonly change: string | null;
  readonly percent: string | null;
  readonly kind: Quote['kind'];
}

/** The words of one language. English types the others. */
export interface Words {
  /** Accessible name of the strip. */
  readonly label: string;
  readonly pause: string;
  readonly play: string;
  readonly up: (move: Move) => string;
  readonly down: (move: Move) => string;
  readonly unchanged: string;
  readonly noValue: string;
  readonly minutesDelay: (minutes: number) => string;
  readonly endOfDay: string;
  readonly asOf: (time: string) => string;
  readonly stale: string;
  readonly failed: string;
  readonly loading: string;
  readonly states: Readonly<Record<Exclude<MarketState, 'open' | 'unknown'>, string>>;
}

const LANGUAGES: Readonly<Record<string, Words>> = { en, ko };

/** The words for a BCP 47 tag; English where the language is not known. */
export function wordsFor(language: string): Words {
  return LANGUAGES[primary(language)] ?? en;
}

/** `ko` of `ko-KR`. */
export const primary = (language: string): string => language.toLowerCase().split('-')[0]!;
