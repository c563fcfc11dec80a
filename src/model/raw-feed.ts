import type { Issue } from './quote.js';

/** What an adapter hands over for one item: picked fields, still raw. */
export interface RawItem {
  /** Where the item stands in the payload, like `items[3]`, for the issues. */
  readonly path: string;
  /** The fields of a canonical item, as they came: `id`, `name`, `price`, `change`, … Other fields are ignored. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What an adapter hands over: one envelope with raw items. */
export interface RawFeed {
  /** The fields of a canonical envelope, as they came: `ttl`, `delay`, `state`, … */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly items: readonly RawItem[];
  /** What the adapter itself had to leave out; an issue with action `refused` refuses the payload. */
  readonly issues?: readonly Issue[];
}

/** Picks the fields of one shape. Pure, never throws: what it can't read it hands over as an issue. */
export type Adapter = (payload: unknown) => RawFeed;
