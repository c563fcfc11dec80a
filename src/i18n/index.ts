import type { Limit, MarketState, Quote } from '../model/quote.js';
import { en } from './en.js';
import { ja } from './ja.js';
import { ko } from './ko.js';
import { zhHans, zhHant } from './zh.js';

/** The words of one language. English types the others. */
export interface Messages {
  /** BCP 47 tag of these words, for who reads them out. */
  readonly lang: string;
  /** Accessible name of the strip. */
  readonly label: string;
  readonly pause: string;
  readonly play: string;
  readonly previous: string;
  readonly next: string;
  /**
   * A move, said once.
   * @param change the amount without its sign; empty when only the percent is known
   * @param percent likewise
   */
  readonly move: (direction: 'up' | 'down', change: string, percent: string, kind: Quote['kind']) => string;
  readonly unchanged: string;
  /** Said after the move of an item that stands at its daily limit. */
  readonly limits: Readonly<Record<Limit, string>>;
  readonly noValue: string;
  /** 0 is real time, which only a feed can say. */
  readonly delay: (minutes: number) => string;
  readonly endOfDay: string;
  /** Of an item whose session or delay is not known, where the strip names one for all. */
  readonly unknownState: string;
  readonly unknownDelay: string;
  readonly asOf: (time: string) => string;
  /** What is wrong, by the status of the strip; nothing where nothing is. */
  readonly loading: string;
  readonly stale: string;
  readonly error: string;
  /** Said once after a failure, for those who have heard of it. */
  readonly recovered: string;
  readonly idle?: undefined;
  readonly live?: undefined;
  readonly states: Readonly<Partial<Record<MarketState, string>>>;
}

const LANGUAGES: Readonly<Record<string, Messages>> = { en, ja, ko, zh: zhHans };

/** The words for a BCP 47 tag; English where the language is not known. Chinese is written in two ways, by region. */
export const messagesFor = (language: string): Messages =>
  /^zh\b.*-(hant|tw|hk|mo)\b/i.test(language) && !/-hans\b/i.test(language)
    ? zhHant
    : (LANGUAGES[primaryLanguage(language)] ?? en);

/** `ko` of `ko-KR`. */
export const primaryLanguage = (language: string): string => language.toLowerCase().split('-')[0]!;
