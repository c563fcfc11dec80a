import 'market-ticker/adapters/dunamu.js';
import 'market-ticker/adapters/kis.js';
import 'market-ticker/adapters/krx.js';
import 'market-ticker/adapters/naver.js';
import type { Mapping } from 'market-ticker/adapters/paths.js';
import 'market-ticker/adapters/paths.js';
import 'market-ticker/adapters/rates.js';
import 'market-ticker/adapters/yahoo.js';
import { parseFeed, type Feed } from 'market-ticker/feed.js';
import { guessPaths } from './guess-mapping.js';
import { ADAPTERS } from './state.js';
import { canonicalWarnings, warningsOf, type Warning } from './warnings.js';

/** One way to read a payload, and what comes of it. */
export interface Reading {
  readonly adapter: string;
  /** A mapping as JSON, laid out for editing; empty where the adapter needs none. */
  readonly paths: string;
  readonly feed: Feed;
  /** Fields that look as if they mattered, and are not used. An adapter that knows its source knows them, too. */
  readonly warnings: readonly Warning[];
}

/** A mapping that is no JSON counts as none. */
function mappingIn(paths: string): Mapping | undefined {
  try {
    return Object(paths ? JSON.parse(paths) : undefined) as Mapping;
  } catch {
    return undefined;
  }
}

/** What the tag reads from a payload. */
export const read = (payload: unknown, adapter: string, paths: string, now = Date.now()): Feed =>
  parseFeed(payload, { adapter, paths: mappingIn(paths), now });

/** Reads a payload in one way, and looks at what that leaves out. */
export function readWith(payload: unknown, adapter: string, paths: string, now = Date.now()): Reading {
  const feed = read(payload, adapter, paths, now);
  const ids = feed.quotes.map(({ id }) => id);
  if (adapter === 'canonical') return { adapter, paths, feed, warnings: canonicalWarnings(payload, ids) };
  return {
    adapter,
    paths,
    feed,
    warnings: adapter === 'paths' ? warningsOf(payload, mappingIn(paths) ?? {}, ids) : [],
  };
}

const layOut = (mapping: object): string => JSON.stringify(mapping, null, 2);

/** KIS and Kiwoom don't say which index they were asked for. */
const UNNAMED = layOut({ id: '=KOSPI' });

/**
 * What a reader of the strip gets, what weighs most first: prices; that no sign is left out, as a fall would be a rise; moves;
 * that it is no guess, as an adapter that knows the source knows its units and zones, too; and that little has to be mended.
 */
const worth = ({ adapter, feed, warnings }: Reading): number[] => [
  feed.quotes.filter(({ price }) => price !== null).length,
  -warnings.filter(({ kind }) => kind === 'sign').length,
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
