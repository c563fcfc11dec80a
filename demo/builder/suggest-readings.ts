import 'market-ticker/adapters/dunamu.js';
import 'market-ticker/adapters/kis.js';
import 'market-ticker/adapters/krx.js';
import 'market-ticker/adapters/naver.js';
import type { Mapping } from 'market-ticker/adapters/paths.js';
import 'market-ticker/adapters/paths.js';
import 'market-ticker/adapters/rates.js';
import 'market-ticker/adapters/yahoo.js';
import { parseFeed, type Feed } from 'market-ticker/feed.js';
import { guessMapping } from './guess-mapping.js';
import { ADAPTERS } from './state.js';
import { findCanonicalWarnings, findWarnings, type Warning } from './warnings.js';

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
function parseMapping(paths: string): Mapping | undefined {
  try {
    return Object(paths ? JSON.parse(paths) : undefined) as Mapping;
  } catch {
    return undefined;
  }
}

/** What the tag reads from a payload. */
export const parsePayload = (payload: unknown, adapter: string, paths: string, now = Date.now()): Feed =>
  parseFeed(payload, { adapter, paths: parseMapping(paths), now });

/** Reads a payload in one way, and looks at what that leaves out. */
export function readWith(payload: unknown, adapter: string, paths: string, now = Date.now()): Reading {
  const feed = parsePayload(payload, adapter, paths, now);
  const ids = feed.quotes.map(({ id }) => id);
  if (adapter === 'canonical') return { adapter, paths, feed, warnings: findCanonicalWarnings(payload, ids) };
  return {
    adapter,
    paths,
    feed,
    warnings: adapter === 'paths' ? findWarnings(payload, parseMapping(paths) ?? {}, ids) : [],
  };
}

const prettyJson = (mapping: object): string => JSON.stringify(mapping, null, 2);

/** KIS and Kiwoom don't say which index they were asked for. */
const KOSPI_ID = prettyJson({ id: '=KOSPI' });

/**
 * What a reader of the strip gets, what weighs most first: prices; that no sign is left out, as a fall would be a rise; moves;
 * that it is no guess, as an adapter that knows the source knows its units and zones, too; and that little has to be mended.
 */
const score = ({ adapter, feed, warnings }: Reading): number[] => [
  feed.quotes.filter(({ price }) => price !== null).length,
  -warnings.filter(({ kind }) => kind === 'sign').length,
  feed.quotes.filter(({ direction }) => direction !== null).length,
  adapter === 'paths' ? 0 : 1,
  -feed.issues.filter(({ action }) => action !== 'kept').length,
];

const compareScores = (one: readonly number[], other: readonly number[]): number => {
  const differs = one.findIndex((value, index) => value !== other[index]);
  return differs < 0 ? 0 : other[differs]! - one[differs]!;
};

/** All ways to read a payload that bring a price, the best first. */
export function suggestReadings(payload: unknown, now = Date.now()): Reading[] {
  const guess = guessMapping(payload);
  const named = ADAPTERS.filter((name) => name !== 'paths').map((name) => readWith(payload, name, '', now));
  const all = [
    ...named,
    readWith(payload, 'kis', KOSPI_ID, now),
    ...(guess ? [readWith(payload, 'paths', prettyJson(guess), now)] : []),
  ];
  return all
    .map((reading) => ({ reading, worth: score(reading) }))
    .filter(({ worth: [prices] }) => prices! > 0)
    .sort((one, other) => compareScores(one.worth, other.worth))
    .map(({ reading }) => reading);
}
