import type { Issue } from './quote.js';

/** What no rule could guess from the values of a source, and its adapter knows. */
export interface Units {
  /** `changePercent` is a fraction: 0.0127 means 1.27 %. */
  readonly fraction?: boolean;
  /** Factor for price, change and previous close, like 0.01 where a source sends integers ×100. */
  readonly scale?: number;
  /**
   * Factors of single fields, by name: `{ changePercent: 0.01 }` where the source writes a percent in hundredths. They
   * multiply with `scale` and `fraction`.
   */
  readonly factor?: Readonly<Record<string, number>>;
  /** What separates the decimals in numbers that are texts: `,` for `1.359,00`. Default `.`. */
  readonly decimal?: '.' | ',';
  /** The price carries the sign of the day's move (Kiwoom). */
  readonly signInPrice?: boolean;
  /**
   * The source may write a move without its sign, which stands in the direction then: where that is missing, numbers without
   * a written sign have no direction. Default false: a number without a sign is a rise, as JSON writes it.
   */
  readonly needsDirection?: boolean;
  /** UTC offset of times that come without one, like `+09:00`. Without it such times are unknown. */
  readonly zone?: string;
}

/** What an adapter hands over for one item: picked fields, still raw. */
export interface RawItem extends Units {
  /** Where the item stands in the payload, like `items[3]`, for the issues. */
  readonly path: string;
  /**
   * The fields of a canonical item, as they came: `id`, `name`, `price`, `change`, … `direction` may be any known word or
   * glyph (`RISE`, `하락`, `▼`), or an object with such words; codes are for the adapter to translate. Other fields are ignored.
   */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What an adapter hands over: one envelope with raw items. */
export interface RawFeed extends Pick<Units, 'zone'> {
  /** The fields of a canonical envelope, as they came: `ttl`, `delay`, `state`, … */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly items: readonly RawItem[];
  /**
   * The mapping keeps the newest row of each id on purpose: the older ones are left out without an issue, and rows are
   * counted against the limit for items only after that.
   */
  readonly newestOnly?: boolean;
  /**
   * What the page's mapping says that the source's codes for a direction mean, by code. A word that is no direction is a
   * mistake in the mapping: the issue `wrong-mapping` at `paths.words.direction.CODE`.
   */
  readonly directionWords?: Readonly<Record<string, unknown>>;
  /** What the adapter itself had to leave out; an issue with action `refused` refuses the payload. */
  readonly issues?: readonly Issue[];
}

/**
 * Picks the fields of one shape. Pure, never throws: what it can't read it hands over as an issue.
 *
 * @param paths a mapping that adds to the adapter's own, or replaces parts of it; an adapter may ignore it
 */
export type Adapter = (payload: unknown, paths?: object) => RawFeed;

/**
 * What an adapter returns for a payload that is not a feed: the strip keeps the last good data.
 *
 * @param rule why, as in `source-error`
 * @param value what was found in place of a feed
 * @param issues what else was wrong, and may be the reason
 */
export const refusedFeed = (rule: string, value: unknown, issues: readonly Issue[] = []): RawFeed => ({
  fields: {},
  items: [],
  issues: [...issues, { path: '', value, rule, action: 'refused' }],
});
