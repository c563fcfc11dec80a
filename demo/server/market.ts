import { seoulTime, sessionAt, type Session, type SessionState } from './calendar.js';
import { INSTRUMENTS, SEED_CLOCK, type Instrument } from './instruments.js';
import { curve, type Octave } from './noise.js';

export { SEED_CLOCK } from './instruments.js';

export interface MarketOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Another seed is another market with the same first line. */
  readonly seed?: string;
  /** `krx`: the real trading hours. `open`: 9 June 2025 goes on for ever, at any hour. Default `krx`. */
  readonly session?: 'krx' | 'open';
}

/** One item of the feed (contract: the feed, version 1). */
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
  /** The day so far, or the last hours of it, ending with the price. */
  trend: number[];
}

export interface MarketFeed {
  version: 1;
  /** When the content last changed, so that unchanged content is the same text, byte for byte. */
  generatedAt: string;
  ttl: number;
  state: SessionState;
  source: { name: string };
  items: MarketItem[];
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** The market in which 9 June goes as the front page tells it: a noon wobble, and a climb to the close. */
const SEED = 'jongno-39';

/** The mood of a week and of a day: what a close differs from another by. */
const SLOW: readonly Octave[] = [
  { period: 9 * DAY, size: 0.016 },
  { period: 2 * DAY, size: 0.006 },
];
/** What a reader sees move. */
const FAST: readonly Octave[] = [
  { period: 150 * MINUTE, size: 0.0032 },
  { period: 31 * MINUTE, size: 0.0014 },
  { period: 7 * MINUTE, size: 0.0005 },
  { period: MINUTE, size: 0.0002 },
];
/** The line of an item: so many points, so far apart. */
const POINTS = 40;
const APART = 10 * MINUTE;

/** What makes nearly every step another value, whatever the step is. */
const JITTER = 0.0002;

/** `value` to so many decimals, as a number that prints so. Adding 0 turns −0 into 0. */
const round = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0;
const gridTime = (step: number, at: number): number => Math.floor(at / step) * step;

/** The logarithm of the price against any fixed level, before it is tied to the seed line. */
function drift(it: Instrument, seed: string, octaves: readonly Octave[], at: number): number {
  const waves = [...octaves, { period: it.step, size: JITTER }];
  const shared = it.share * curve(`${seed}/market`, waves, at);
  const own = Math.sqrt(1 - it.share ** 2) * curve(`${seed}/${it.id}`, waves, at);
  return it.swing * (shared + own);
}

/** When the seed price holds: the last grid time of the session that `SEED_CLOCK` shows. */
function seedTime(it: Instrument, session: 'krx' | 'open'): number {
  const end = session === 'open' ? SEED_CLOCK : Math.min(SEED_CLOCK, sessionAt(it.hours, SEED_CLOCK).ends);
  return gridTime(it.step, end);
}

/** The price at a grid time: the curve, moved so that it runs through the seed price at the seed's time. */
function priceAt(it: Instrument, seed: string, session: 'krx' | 'open', at: number): number {
  const octaves = session === 'open' ? FAST : [...SLOW, ...FAST];
  const anchor = seedTime(it, session);
  const log = (t: number): number =>
    Math.log(it.seed.price) + drift(it, seed, octaves, t) - drift(it, seed, octaves, anchor);

  let bend = 0;
  if (session === 'krx') {
    // A hill (or dip) around the close before the seed day lifts the curve to the seed's previous close too.
    const { previousEnd } = sessionAt(it.hours, SEED_CLOCK);
    const away = Math.min(1, Math.abs(at - previousEnd) / (anchor - previousEnd));
    const hill = (1 + Math.cos(Math.PI * away)) / 2;
    if (hill > 0) bend = hill * (Math.log(it.seed.previousClose) - log(previousEnd));
  }
  return round(Math.round(Math.exp(log(at) + bend) / it.tick) * it.tick, 2);
}

const moves = (state: SessionState): boolean => state === 'open' || state === 'auction';

function itemAt(it: Instrument, options: Required<MarketOptions>, market: Session): MarketItem & { at: number } {
  const { now, seed, session } = options;
  const at = gridTime(it.step, moves(market.state) ? now : market.ends);
  const price = priceAt(it, seed, session, at);
  const previousClose = session === 'open' ? it.seed.previousClose : priceAt(it, seed, session, market.previousEnd);
  const change = round(price - previousClose, 2);
  // On round times, so that the line stays where it is while its end moves.
  const last = gridTime(APART, at - 1);
  const times = Array.from({ length: POINTS }, (_, index) => last - (POINTS - 1 - index) * APART).filter(
    (time) => time >= market.opened,
  );
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

function marketAt(it: Instrument, { now, session }: Required<MarketOptions>): Session {
  if (session === 'krx') return sessionAt(it.hours, now);
  return {
    state: 'open',
    since: -Infinity,
    until: Infinity,
    opened: -Infinity,
    ends: Infinity,
    previousEnd: -Infinity,
  };
}

/** The feed at the instant `now`, and the instant at which it will next be another. A pure function. */
export function marketAtInstant(options: MarketOptions): { feed: MarketFeed; nextChange: number } {
  const all: Required<MarketOptions> = { seed: SEED, session: 'krx', ...options };
  const markets = INSTRUMENTS.map((it) => ({ it, market: marketAt(it, all) }));
  const rows = markets.map(({ it, market }) => itemAt(it, all, market));

  const changes = markets.map(({ it, market }) => {
    if (!moves(market.state)) return { last: market.since, next: market.until };
    const last = gridTime(it.step, all.now);
    return { last: Math.max(last, market.since), next: Math.min(last + it.step, market.until) };
  });

  const feed: MarketFeed = {
    version: 1,
    generatedAt: seoulTime(Math.max(...changes.map(({ last }) => last))),
    ttl: markets.some(({ market }) => moves(market.state)) ? 5 : 60,
    state: markets[0]!.market.state,
    source: { name: 'Simulated exchange' },
    items: rows.map(({ at: _, ...item }) => item),
  };
  return { feed, nextChange: Math.min(...changes.map(({ next }) => next)) };
}

/** The feed alone. */
export function envelope(options: MarketOptions): MarketFeed {
  return marketAtInstant(options).feed;
}
