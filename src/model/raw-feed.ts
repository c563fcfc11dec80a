import { refusal, type Feed, type Issue, type Quote } from './quote.js';

/**
 * The conventions of a vendor for numbers and times. The adapter states them, because they cannot be inferred from the
 * values.
 */
export interface Units {
  /** Whether `changePercent` is a fraction. If true, 0.0127 means 1.27 %. */
  readonly fraction?: boolean;
  /** The factor of price, change, previous close and trend, such as 0.01 for integers in hundredths. */
  readonly scale?: number;
  /**
   * Factors of single fields by name, such as `{ changePercent: 0.01 }` for a percent in hundredths. Each factor is
   * multiplied by the factor that results from `scale` or `fraction`.
   */
  readonly factor?: Readonly<Record<string, number>>;
  /** The decimal separator of numbers in strings, such as `,` in `1.359,00`. Defaults to `.`. */
  readonly decimal?: '.' | ',';
  /** Whether the sign before the price is the sign of the day's change, as in the data of Kiwoom. */
  readonly signInPrice?: boolean;
  /**
   * Whether the vendor may omit the sign of a change and state the sign only in the direction. If true and the
   * direction is missing, numbers without a sign are used only if the previous close determines the sign. Defaults to
   * false, so that a positive number without a sign is a rise, because JSON numbers have no plus.
   */
  readonly needsDirection?: boolean;
  /** The UTC offset of times without an offset, such as `+09:00`. Without this property, such times are unknown. */
  readonly zone?: string;
}

/**
 * One item as returned by an adapter, with unparsed values and the standard field names of the canonical feed format.
 */
export interface RawItem extends Units {
  /** The location of the item in the payload, such as `items[3]`. The paths of issues begin with this location. */
  readonly path: string;
  /**
   * The unparsed values of an item by standard field name: `id`, `name`, `price`, `change`, … Other fields are ignored.
   *
   * `direction` may be any known word or glyph (`RISE`, `하락`, `▼`), an object with such words, or an array of the
   * values of several fields. The adapter has to translate codes.
   */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * The maximum number of items in a feed. Further items are left out and reported, so that no feed can freeze the page.
 */
export const MAX_ITEMS = 500;

/**
 * The maximum number of rows that are read from one payload, so that a huge payload cannot freeze the page. The largest
 * payload seen so far contains all indices for a month and has about a thousand rows.
 */
export const MAX_ROWS = 5000;

/** A feed as returned by an adapter, with one envelope and unparsed items. */
export interface RawFeed extends Pick<Units, 'zone'> {
  /** The unparsed values of the envelope by standard field name: `ttl`, `delay`, `state`, … */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly items: readonly RawItem[];
  /**
   * Whether the mapping intentionally keeps only the newest row of the payload for each id. If true, older rows are
   * left out without an issue, and the maximum number of items applies only to the remaining rows. Defaults to false.
   */
  readonly newestOnly?: boolean;
  /**
   * The words that the publisher's mapping specifies for the vendor's direction codes, by code. A word that is not a
   * direction is a mistake in the mapping. The mistake is reported as `wrong-mapping` at `paths.words.direction.CODE`.
   */
  readonly directionWords?: Readonly<Record<string, unknown>>;
  /** The issues that the adapter found. An issue with the action `refused` causes the whole payload to be refused. */
  readonly issues?: readonly Issue[];
}

/**
 * Extracts the standard fields from the payload of one vendor. An adapter is a pure function that never throws. Values
 * that cannot be extracted are reported as issues.
 *
 * @param paths a mapping that extends the adapter's own mapping or replaces parts of it (an adapter can ignore it)
 */
export type Adapter = (payload: unknown, paths?: object) => RawFeed;

/**
 * Parses a payload into a feed.
 *
 * @param now the current time in epoch milliseconds
 * @param known the known quotes by id, if the payload is a partial update
 */
export type ParsePayload = (payload: unknown, now: number, known?: ReadonlyMap<string, Quote>) => Feed;

/**
 * Returns a raw feed that is always refused, for a payload that is not a feed. As a result, the strip keeps the last
 * good data.
 *
 * @param rule the name of the rule that the payload breaks, such as `source-error`
 * @param value the value that was found instead of a feed
 * @param issues other issues that may be the reason
 */
export const refusedFeed = (rule: string, value: unknown, issues: readonly Issue[] = []): RawFeed => ({
  fields: {},
  items: [],
  issues: [...issues, refusal('', value, rule)],
});
