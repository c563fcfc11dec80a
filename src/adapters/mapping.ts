/**
 * Where a value stands in a payload: names with dots between them (`data.primaryData.netChange`). A name that has dots in
 * it is found as well (`Global Quote.05. price`). A place in an array is a number (`d.2`), and a negative one counts from
 * the end (`series.-1.close`). Of several paths with a bar between them the first that has a value is taken
 * (`closePriceRaw|closePrice`); `""`, `"-"` and null are no values, unless `words` say what they mean.
 *
 * `$key` is the row's name where the rows stand in an object, `$value` is the row itself where it is a bare number, and
 * `$root` is the whole payload. After `=` comes a fixed text, with paths in braces: `=index`, `={base}/{quote}`.
 */
export type Path = string;

/** A path; or paths by name, for texts by language and the like; or a value that is the same for all. */
export type Picked = Path | number | boolean | null | { readonly [name: string]: Picked };

/**
 * One quote of several that stand in one object: paths of its own, which win over the mapping's common ones. They start at
 * `at`, which by default is the payload itself: `{ "at": "fx", "price": "usd", "change": "usd_change" }`.
 */
export interface OwnFields {
  readonly at?: Path;
  readonly [field: string]: Picked | undefined;
}

/**
 * Where rows stand: an array, or an object whose values are rows with a `*` at the end (`rates.*`); what is neither is one
 * row. Or one quote for each id, with the place of its row or with fields of its own:
 * `{ "KOSPI": "kospi", "USD/KRW": { "at": "fx", "price": "usd" } }`.
 */
export type Place = Path | { readonly [id: string]: Path | OwnFields };

/** A value by which a row is left out; null is a value that is missing or null. */
export type Skipped = string | number | boolean | null;

/** How to read JSON of some shape: what only the source's manual tells, and a path for each field of a canonical item. */
export interface Mapping {
  /**
   * Where the rows stand: one place (`"body.indices"`), or several that are read one after the other
   * (`["body.indices", "body.fx.*"]`). Default: the payload itself.
   */
  readonly items?: Place | readonly Place[];
  /**
   * Which rows are read: of each place the first or the last alone; or of all rows with one id, from all places together, the
   * one with the newest `asOf`. Default `all`.
   */
  readonly keep?: 'all' | 'first' | 'last' | 'newest';
  /**
   * Rows to leave out, by the value at a path of the row: `{ "price": ["-", null], "type": "test" }`. Values are compared
   * as texts, without the spaces around them. Default: none is left out.
   */
  readonly skip?: Readonly<Record<Path, Skipped | readonly Skipped[]>>;
  /** Where an error body has its message (`"error.message"`): a value there refuses the payload. Default: nowhere. */
  readonly error?: Path;
  /** Paths of the envelope's fields, as `{ "ttl": "maxAge", "notice": "=Delayed" }`. Default: none. */
  readonly feed?: Readonly<Record<string, Picked>>;
  /**
   * What words and codes of the source mean, by field: `{ "state": { "CLOSE": "closed" }, "direction": { "1": "up" } }`.
   * Spaces around a value do not count. Of an object, its members `code`, `name` and `text` are looked up. What is not
   * listed goes on as it is. The words for a field replace those that a named adapter has for it. Default: none.
   */
  readonly words?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What `changePercent` is in. Default `point`: 1.27 is 1.27 %. With `fraction`, 0.0127 is 1.27 %. */
  readonly percentUnit?: 'point' | 'fraction';
  /** Factor for price, change and previous close: `0.01` for integers in hundredths. Default 1. */
  readonly scale?: number;
  /**
   * Factors of single fields: `{ "changePercent": 0.01 }` for a percent in hundredths. They multiply with `scale` and
   * `percentUnit`. Default: 1 for each.
   */
  readonly factor?: Readonly<Partial<Record<'price' | 'change' | 'changePercent' | 'previousClose', number>>>;
  /** What separates the decimals in numbers that are texts: `","` for `"1.359,00"`. Default `.`. */
  readonly decimal?: '.' | ',';
  /** UTC offset of times without one: `"+09:00"`. Default: such times are unknown. */
  readonly zone?: string;
  /** The price carries the sign of the move: `"-2855.77"` is 2,855.77 on a day of losses. Default `false`. */
  readonly signInPrice?: boolean;
  /**
   * Change and percent come without a sign, which stands in the direction: where a row has no readable direction, numbers
   * without a written sign are not shown. Default: `true` where the page's mapping names a `direction`, else `false`: a number
   * without a sign is a rise.
   */
  readonly needsDirection?: boolean;
  /** Fields of an item, each with its path: `"price": "last"`. Default: none. */
  readonly [field: string]: unknown;
}
