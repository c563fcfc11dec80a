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
import { isRow } from './parse-values.js';
import { ADAPTERS } from './state.js';
import { findCanonicalWarnings, findWarnings, type Warning } from './warnings.js';

/** A payload read with one adapter, and the result. */
export interface Reading {
  readonly adapter: string;
  /** The mapping as JSON, indented for editing; empty if the adapter needs none. */
  readonly paths: string;
  readonly feed: Feed;
  /** Fields that look important and are not used. Empty for adapters made for one source, which know its fields. */
  readonly warnings: readonly Warning[];
}

/** Parses a mapping; an empty text is an empty mapping. Returns undefined for anything but a JSON object. */
function parseMapping(paths: string): Mapping | undefined {
  try {
    if (paths === '') return {};
    const value: unknown = JSON.parse(paths);
    return isRow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Parses a payload as the tag does. */
export const parsePayload = (payload: unknown, adapter: string, paths: string, now = Date.now()): Feed =>
  parseFeed(payload, { adapter, paths: parseMapping(paths), now });

/** Reads a payload with one adapter and mapping, and finds the fields that this leaves out. */
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

/** A mapping for answers of KIS and Kiwoom, which do not contain the id of the index that was requested. */
const KOSPI_ID = prettyJson({ id: '=KOSPI' });

/**
 * Scores a reading, the most important first: the number of prices; no unused sign, because a fall would be shown as a rise; the
 * number of directions; no guess, because an adapter for a source also knows its units and time zones; few corrected values.
 */
const score = ({ adapter, feed, warnings }: Reading): number[] => [
  feed.quotes.filter(({ price }) => price !== null).length,
  -warnings.filter(({ kind }) => kind === 'sign').length,
  feed.quotes.filter(({ direction }) => direction !== null).length,
  adapter === 'paths' ? 0 : 1,
  -feed.issues.filter(({ action }) => action !== 'kept').length,
];

/** Orders scores descending, by the first number that differs. */
const compareScores = (one: readonly number[], other: readonly number[]): number => {
  const index = one.findIndex((value, position) => value !== other[position]);
  return index < 0 ? 0 : other[index]! - one[index]!;
};

/** Reads a payload in all ways, and returns those that find a price, the best first. */
export function suggestReadings(payload: unknown, now = Date.now()): Reading[] {
  const guess = guessMapping(payload);
  const byAdapter = ADAPTERS.filter((name) => name !== 'paths').map((name) => readWith(payload, name, '', now));
  const all = [
    ...byAdapter,
    readWith(payload, 'kis', KOSPI_ID, now),
    ...(guess ? [readWith(payload, 'paths', prettyJson(guess), now)] : []),
  ];
  return all
    .map((reading) => ({ reading, worth: score(reading) }))
    .filter(({ worth: [prices] }) => prices! > 0)
    .sort((one, other) => compareScores(one.worth, other.worth))
    .map(({ reading }) => reading);
}
