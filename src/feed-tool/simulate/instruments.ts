import { KRX_HOURS, WON_HOURS, type Hours } from './calendar.js';

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

/** Friday 28 August 2026, two minutes after the close in Seoul. */
export const SEED_CLOCK = Date.parse('2026-08-28T15:32:05+09:00');

const krx = { kind: 'index', hours: KRX_HOURS, step: 10_000, tick: 0.01 } as const;

// The figures of the indices are those that were printed on that day; the price of the dollar is invented.
export const INSTRUMENTS: readonly Instrument[] = [
  {
    ...krx,
    id: 'KOSPI',
    name: { en: 'KOSPI', ko: '코스피', ja: 'KOSPI', zh: 'KOSPI' },
    volatility: 1,
    correlation: 1,
    seed: { price: 6788.88, previousClose: 6912.37, change: -123.49, changePercent: -1.79 },
  },
  {
    ...krx,
    id: 'KOSDAQ',
    name: { en: 'KOSDAQ', ko: '코스닥', ja: 'KOSDAQ', zh: 'KOSDAQ' },
    volatility: 1.25,
    correlation: 0.6,
    seed: { price: 838.41, previousClose: 837.65, change: 0.76, changePercent: 0.09 },
  },
  {
    ...krx,
    id: 'KOSPI200',
    name: { en: 'KOSPI200', ko: '코스피200', ja: 'KOSPI200', zh: 'KOSPI200' },
    volatility: 1.08,
    correlation: 0.96,
    seed: { price: 1065.7, previousClose: 1088.61, change: -22.91, changePercent: -2.1 },
  },
  {
    id: 'USD/KRW',
    name: { en: 'USD/KRW', ko: '원/달러', ja: 'USD/KRW', zh: '美元/韩元' },
    kind: 'fx',
    base: 'USD',
    quote: 'KRW',
    hours: WON_HOURS,
    step: 3000,
    tick: 0.1,
    volatility: 0.75,
    correlation: -0.4,
    seed: { price: 1451.3, previousClose: 1442.8, change: 8.5, changePercent: 0.59 },
  },
];
