import { KRX_HOURS, SEOUL_FX_HOURS, type Hours } from './calendar.js';

/** An instrument of the simulated market, with the prices that the market shows at `SEED_CLOCK`. */
export interface Instrument {
  readonly id: string;
  readonly name: Readonly<Record<'en' | 'ko' | 'ja' | 'zh', string>>;
  readonly kind: 'index' | 'fx';
  readonly base?: string;
  readonly quote?: string;
  readonly hours: Hours;
  /** The time from one price to the next, in milliseconds. */
  readonly step: number;
  /** The smallest change of the price. */
  readonly tick: number;
  /** The volatility relative to KOSPI. */
  readonly volatility: number;
  /** The correlation with KOSPI, from −1 to 1. */
  readonly correlation: number;
  readonly seed: {
    readonly price: number;
    readonly previousClose: number;
    readonly change: number;
    readonly changePercent: number;
  };
}

/** Monday 9 June 2025, two minutes after the close in Seoul. */
export const SEED_CLOCK = Date.parse('2025-06-09T15:32:05+09:00');

const krx = { kind: 'index', hours: KRX_HOURS, step: 10_000, tick: 0.01 } as const;

// The seed percentages are those of a real front page. Two of them do not follow from the other figures, which give 1.71 for
// KOSPI200 and −1.02 for USD/KRW. Newspapers do print such rows, and the tag has to show them as printed.
export const INSTRUMENTS: readonly Instrument[] = [
  {
    ...krx,
    id: 'KOSPI',
    name: { en: 'KOSPI', ko: '코스피', ja: 'KOSPI', zh: 'KOSPI' },
    volatility: 1,
    correlation: 1,
    seed: { price: 2855.77, previousClose: 2812.05, change: 43.72, changePercent: 1.55 },
  },
  {
    ...krx,
    id: 'KOSDAQ',
    name: { en: 'KOSDAQ', ko: '코스닥', ja: 'KOSDAQ', zh: 'KOSDAQ' },
    volatility: 1.25,
    correlation: 0.6,
    seed: { price: 764.21, previousClose: 756.23, change: 7.98, changePercent: 1.06 },
  },
  {
    ...krx,
    id: 'KOSPI200',
    name: { en: 'KOSPI200', ko: '코스피200', ja: 'KOSPI200', zh: 'KOSPI200' },
    volatility: 1.08,
    correlation: 0.96,
    seed: { price: 382.99, previousClose: 376.54, change: 6.45, changePercent: 1.72 },
  },
  {
    id: 'USD/KRW',
    name: { en: 'USD/KRW', ko: '원/달러', ja: 'USD/KRW', zh: '美元/韩元' },
    kind: 'fx',
    base: 'USD',
    quote: 'KRW',
    hours: SEOUL_FX_HOURS,
    step: 3000,
    tick: 0.1,
    volatility: 0.75,
    correlation: -0.4,
    seed: { price: 1359, previousClose: 1373, change: -14, changePercent: -1.03 },
  },
];
