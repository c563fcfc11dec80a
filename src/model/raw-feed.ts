import type { Issue } from './quote.js';

/** What an adapter knows about the numbers and times of its source, and what no rule could guess from their values. */
export interface Units {
  /** `changePercent` is a fraction: 0.0127 means 1.27 %. */
  readonly fraction?: boolean;
  /** A factor for price, change and previous close, such as 0.01 where a source sends integers ×100. */
  readonly scale?: number;
  /**
   * Factors for single fields, by name: `{ changePercent: 0.01 }` where the source writes a percent in hundredths. They are
   * multiplied with `scale` and `fraction`.
   */
  readonly factor?: Readonly<Record<string, number>>;
  /** The decimal separator of numbers that are texts: `,` for `1.359,00`. Default `.`. */
  readonly decimal?: '.' | ',';
  /** The sign before the price is that of the day's change (Kiwoom). */
  readonly signInPrice?: boolean;
  /**
   * The source may write a change without its sign, and give the sign in the direction. Where the direction is missing,
   * numbers without a sign are left out. Default false: a number without a sign is a rise, as JSON writes it.
   */
  readonly needsDirection?: boolean;
  /** The UTC offset of times that come without one, such as `+09:00`. Default none: such times are unknown. */
  readonly zone?: string;
}

/** One item as an adapter hands it over: with the right field names, and with the values of the source. */
export interface RawItem extends Units {
  /** The position of the item in the payload, such as `items[3]`. Issues begin with it. */
  readonly path: string;
  /**
   * The fields of a canonical item, with the values that the source gives: `id`, `name`, `price`, `change`, … `direction` may
   * be any known word or glyph (`RISE`, `하락`, `▼`), or an object with such words; the adapter has to translate codes. Other
   * fields are ignored.
   */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A feed as an adapter hands it over: one envelope with raw items. */
export interface RawFeed extends Pick<Units, 'zone'> {
  /** The fields of a canonical envelope, with the values that the source gives: `ttl`, `delay`, `state`, … */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly items: readonly RawItem[];
  /**
   * The mapping keeps only the newest row of each id on purpose: older rows are left out without an issue, and rows are
   * counted against the limit for items only after that. Default false.
   */
  readonly newestOnly?: boolean;
  /**
   * The meaning of the source's direction codes, by code, as the page's mapping gives it. A word that is no direction is a
   * mistake in the mapping: it becomes the issue `wrong-mapping` at `paths.words.direction.CODE`.
   */
  readonly directionWords?: Readonly<Record<string, unknown>>;
  /** What the adapter itself had to leave out. An issue with the action `refused` refuses the payload as a whole. */
  readonly issues?: readonly Issue[];
}

/**
 * Picks the fields of one vendor's payload. An adapter is pure and never throws: what it can't read becomes an issue.
 *
 * @param paths a mapping that adds to the adapter's own mapping or replaces parts of it; an adapter may ignore it
 */
export type Adapter = (payload: unknown, paths?: object) => RawFeed;

/**
 * Returns what an adapter hands over for a payload that is not a feed. The strip then keeps the last good data.
 *
 * @param rule the name of the rule that the payload breaks, such as `source-error`
 * @param value the value that was found in place of a feed
 * @param issues other issues, which may be the reason
 */
export const refusedFeed = (rule: string, value: unknown, issues: readonly Issue[] = []): RawFeed => ({
  fields: {},
  items: [],
  issues: [...issues, { path: '', value, rule, action: 'refused' }],
});
