import { seoulTime, sessionAt, type Session, type SessionState } from './calendar.js';
import { INSTRUMENTS, SEED_CLOCK, type Instrument } from './instruments.js';
import { curve, type Octave } from './noise.js';

export { SEED_CLOCK } from './instruments.js';

export interface MarketOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Another seed gives another market with the same prices at `SEED_CLOCK`. */
  readonly seed?: string;
  /** `krx`: the real trading hours. `open`: the session of 28 August 2026 never ends. Default: `krx`. */
  readonly session?: 'krx' | 'open';
}

/** One item of the feed, as version 1 of the feed defines it. */
export interface MarketItem {
  id: string;
  name: Readonly<Record<string, string>>;
  kind: 'index' | 'fx';
  base?: string;
  quote?: string;
  price: number;
  change: number;
  changePercent: number;
  previousClose: number;
  asOf: string;
  state: SessionState;
  url: string;
  icon?: string;
  /** The prices of the day so far, at most those of its last hours; the current price is last. */
  trend: number[];
}

export interface MarketFeed {
  version: 1;
  /** The instant of the last change, so that unchanged content is the same text byte for byte. */
  generatedAt: string;
  ttl: number;
  state: SessionState;
  source: { name: string };
  items: MarketItem[];
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** With this seed, 28 August matches the story on the front page: a lower opening, and a slide until the close. */
const SEED = 'seocho-69';

/** Movements over days, which make the closes differ. */
const SLOW: readonly Octave[] = [
  { period: 9 * DAY, size: 0.016 },
  { period: 2 * DAY, size: 0.006 },
];
/** Movements within a day. */
const FAST: readonly Octave[] = [
  { period: 150 * MINUTE, size: 0.0032 },
  { period: 31 * MINUTE, size: 0.0014 },
  { period: 7 * MINUTE, size: 0.0005 },
  { period: MINUTE, size: 0.0002 },
];
/** The number of points in an item's sparkline, and the time between them. */
const TREND_POINTS = 40;
const TREND_STEP = 10 * MINUTE;

/** The size of a movement that changes the price at nearly every step. */
const JITTER = 0.0002;

/** Rounds a value to a number of decimals. Adding 0 turns −0 into 0. */
const round = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0;
/** Returns the last multiple of a step at or before an instant. */
const gridTime = (step: number, at: number): number => Math.floor(at / step) * step;

/** Returns the logarithm of the price relative to a fixed level, before it is adjusted to the seed prices. */
function drift(it: Instrument, seed: string, octaves: readonly Octave[], at: number): number {
  const waves = [...octaves, { period: it.step, size: JITTER }];
  const shared = it.correlation * curve(`${seed}/market`, waves, at);
  const own = Math.sqrt(1 - it.correlation ** 2) * curve(`${seed}/${it.id}`, waves, at);
  return it.volatility * (shared + own);
}

/** Returns the instant of the seed price: the last grid time of the session at `SEED_CLOCK`. */
function seedTime(it: Instrument, session: 'krx' | 'open'): number {
  const end = session === 'open' ? SEED_CLOCK : Math.min(SEED_CLOCK, sessionAt(it.hours, SEED_CLOCK).ends);
  return gridTime(it.step, end);
}

/** Returns the price at a grid time, on the curve that is shifted to run through the seed price at the seed's time. */
function priceAt(it: Instrument, seed: string, session: 'krx' | 'open', at: number): number {
  const octaves = session === 'open' ? FAST : [...SLOW, ...FAST];
  const anchor = seedTime(it, session);
  const log = (t: number): number =>
    Math.log(it.seed.price) + drift(it, seed, octaves, t) - drift(it, seed, octaves, anchor);

  let bend = 0;
  if (session === 'krx') {
    // A hill or a dip around the reference before the seed day makes the curve run through the seed's previous close,
    // too.
    const { previousReference } = sessionAt(it.hours, SEED_CLOCK);
    const distance = Math.min(1, Math.abs(at - previousReference) / (anchor - previousReference));
    const hill = (1 + Math.cos(Math.PI * distance)) / 2;
    if (hill > 0) bend = hill * (Math.log(it.seed.previousClose) - log(previousReference));
  }
  return round(Math.round(Math.exp(log(at) + bend) / it.tick) * it.tick, 2);
}

const isTrading = (state: SessionState): boolean => state === 'open' || state === 'auction';

function itemAt(it: Instrument, options: Required<MarketOptions>, market: Session): MarketItem & { at: number } {
  const { now, seed, session } = options;
  const at = gridTime(it.step, isTrading(market.state) ? now : market.ends);
  const price = priceAt(it, seed, session, at);
  const previousClose =
    session === 'open' ? it.seed.previousClose : priceAt(it, seed, session, market.previousReference);
  const change = round(price - previousClose, 2);
  // Points are at round times, so that the sparkline only changes at its end.
  const last = gridTime(TREND_STEP, at - 1);
  const times = [...Array(TREND_POINTS).keys()]
    .map((index) => last - (TREND_POINTS - 1 - index) * TREND_STEP)
    .filter((time) => time >= market.opened);
  const changePercent = at === seedTime(it, session) ? it.seed.changePercent : round((change / previousClose) * 100, 2);

  return {
    at,
    id: it.id,
    name: it.name,
    kind: it.kind,
    ...(it.base && { base: it.base, quote: it.quote }),
    price,
    change,
    changePercent,
    previousClose,
    asOf: seoulTime(at),
    state: market.state,
    url: `#${it.id.toLowerCase().replace(/\W/g, '-')}`,
    trend: [...times, at].map((time) => priceAt(it, seed, session, gridTime(it.step, time))),
  };
}

function sessionOf(it: Instrument, { now, session }: Required<MarketOptions>): Session {
  if (session === 'krx') return sessionAt(it.hours, now);
  return {
    state: 'open',
    since: -Infinity,
    until: Infinity,
    opened: -Infinity,
    ends: Infinity,
    previousReference: -Infinity,
  };
}

/** Returns the feed at the instant `now`, and the instant of its next change. A pure function. */
export function marketAtInstant(options: MarketOptions): { feed: MarketFeed; nextChange: number } {
  const all: Required<MarketOptions> = { seed: SEED, session: 'krx', ...options };
  const markets = INSTRUMENTS.map((it) => ({ it, market: sessionOf(it, all) }));
  const rows = markets.map(({ it, market }) => itemAt(it, all, market));

  const changes = markets.map(({ it, market }) => {
    if (!isTrading(market.state)) return { last: market.since, next: market.until };
    const last = gridTime(it.step, all.now);
    return { last: Math.max(last, market.since), next: Math.min(last + it.step, market.until) };
  });

  const feed: MarketFeed = {
    version: 1,
    generatedAt: seoulTime(Math.max(...changes.map(({ last }) => last))),
    ttl: markets.some(({ market }) => isTrading(market.state)) ? 5 : 60,
    state: markets[0]?.market.state ?? 'closed',
    source: { name: 'Simulated exchange' },
    items: rows.map(({ at: _, ...item }) => item),
  };
  return { feed, nextChange: Math.min(...changes.map(({ next }) => next)) };
}

/** Returns only the feed of `marketAtInstant`. */
export function envelope(options: MarketOptions): MarketFeed {
  return marketAtInstant(options).feed;
}
