import 'market-ticker/adapters/dunamu.js';
import 'market-ticker/adapters/kis.js';
import 'market-ticker/adapters/krx.js';
import 'market-ticker/adapters/naver.js';
import 'market-ticker/adapters/paths.js';
import 'market-ticker/adapters/rates.js';
import 'market-ticker/adapters/yahoo.js';
import { parseFeed, type Feed } from 'market-ticker/feed.js';
import { guessPaths } from './guess-paths.js';
import { ADAPTERS } from './state.js';

/** One way to read a payload, and what comes of it. */
export interface Reading {
  readonly adapter: string;
  /** A mapping as JSON, laid out for editing; empty where the adapter needs none. */
  readonly paths: string;
  readonly feed: Feed;
}

/** Reads a payload in one way. A mapping that is no JSON counts as none. */
export function readWith(payload: unknown, adapter: string, paths: string, now = Date.now()): Reading {
  let mapping: object | undefined;
  try {
    mapping = Object(paths ? JSON.parse(paths) : undefined) as object;
  } catch {
    mapping = undefined;
  }
  return { adapter, paths, feed: parseFeed(payload, { adapter, paths: mapping, now }) };
}

const layOut = (mapping: object): string => JSON.stringify(mapping, null, 2);

/** KIS and Kiwoom don't say which index they were asked for. */
const UNNAMED = layOut({ id: '=KOSPI' });

/**
 * What a reader of the strip gets, what weighs most first: prices; moves; that it is no guess, as an adapter that knows the
 * source knows its units and zones, too; and that little has to be mended.
 */
const worth = ({ adapter, feed }: Reading): number[] => [
  feed.quotes.filter(({ price }) => price !== null).length,
  feed.quotes.filter(({ direction }) => direction !== null).length,
  adapter === 'paths' ? 0 : 1,
  -feed.issues.filter(({ action }) => action !== 'kept').length,
];

const compare = (one: readonly number[], other: readonly number[]): number => {
  const differs = one.findIndex((value, index) => value !== other[index]);
  return differs < 0 ? 0 : other[differs]! - one[differs]!;
};

/** All ways to read a payload that bring a price, the best first. */
export function suggest(payload: unknown, now = Date.now()): Reading[] {
  const guess = guessPaths(payload);
  const named = ADAPTERS.filter((name) => name !== 'paths').map((name) => readWith(payload, name, '', now));
  const all = [
    ...named,
    readWith(payload, 'kis', UNNAMED, now),
    ...(guess ? [readWith(payload, 'paths', layOut(guess), now)] : []),
  ];
  return all
    .map((reading) => ({ reading, worth: worth(reading) }))
    .filter(({ worth: [prices] }) => prices! > 0)
    .sort((one, other) => compare(one.worth, other.worth))
    .map(({ reading }) => reading);
}
