/**
 * Where a value stands in a payload: names with dots between them (`data.primaryData.netChange`). A name that contains
 * dots is found as well (`Global Quote.05. price`). An index finds an element of an array (`d.2`), and a negative index
 * counts from the end (`series.-1.close`). Of several paths with a bar between them (`closePriceRaw|closePrice`), the
 * first that has a value is used; `""`, `"-"` and null are no values, unless `words` say what they mean.
 *
 * `$key` is the row's name where the rows stand in an object, `$value` is the row itself where it is a bare number, and
 * `$root` is the whole payload. After `=` follows a fixed text, with paths in braces: `=index`, `={base}/{quote}`.
 */
export type Path = string;

/**
 * What gives a field its value: a path; paths by name, such as names by language; or a value that is the same for all
 * rows.
 */
export type Picked = Path | number | boolean | null | { readonly [name: string]: Picked };

/**
 * The fields of one quote, where several quotes stand in one object. Its paths override the mapping's common ones. They
 * start at `at`, which by default is the payload itself: `{ "at": "fx", "price": "usd", "change": "usd_change" }`.
 */
export interface OwnFields {
  readonly at?: Path;
  readonly [field: string]: Picked | undefined;
}

/**
 * Where rows stand: an array, or an object whose values are rows, with a `*` at the end (`rates.*`). Anything else at
 * the path is a single row. Or one quote for each id, with the path of its row or with fields of its own:
 * `{ "KOSPI": "kospi", "USD/KRW": { "at": "fx", "price": "usd" } }`.
 */
export type Place = Path | { readonly [id: string]: Path | OwnFields };

/** A value by which a row is left out; null stands for a value that is missing or null. */
export type Skipped = string | number | boolean | null;

/**
 * How JSON of some shape is read: a path for each field of a canonical item, and what only the source's manual says,
 * such as its codes and units.
 */
export interface Mapping {
  /**
   * Where the rows stand: one place (`"body.indices"`), or several places, which are read one after the other
   * (`["body.indices", "body.fx.*"]`). Default: the payload itself.
   */
  readonly items?: Place | readonly Place[];
  /**
   * Which rows are used: `all`; only the `first` or the `last` of each place; or, of all rows with the same id, from
   * all places together, the `newest` by `asOf`. Default `all`.
   */
  readonly keep?: 'all' | 'first' | 'last' | 'newest';
  /**
   * Which rows are left out, by the value at a path of the row: `{ "price": ["-", null], "type": "test" }`. Values are
   * compared as texts, without the spaces around them. Default: none.
   */
  readonly skip?: Readonly<Record<Path, Skipped | readonly Skipped[]>>;
  /**
   * Where an error response has its message (`"error.message"`): a value there refuses the payload. Default: nowhere.
   */
  readonly error?: Path;
  /** Paths of the envelope's fields: `{ "ttl": "maxAge", "notice": "=Delayed" }`. Default: none. */
  readonly feed?: Readonly<Record<string, Picked>>;
  /**
   * What words and codes of the source mean, by field:
   * `{ "state": { "CLOSE": "closed" }, "direction": { "1": "up" } }`. Spaces around a value do not count. In an object,
   * the members `code`, `name` and `text` are translated. A value that is not listed stays as it is. The words for a
   * field replace those that a named adapter has for that field. Default: none.
   */
  readonly words?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The unit of `changePercent`. Default `point`: 1.27 is 1.27 %. With `fraction`, 0.0127 is 1.27 %. */
  readonly percentUnit?: 'point' | 'fraction';
  /** The factor for price, change and previous close: `0.01` for integers in hundredths. Default 1. */
  readonly scale?: number;
  /**
   * Factors for single fields: `{ "changePercent": 0.01 }` for a percent in hundredths. They multiply with `scale` and
   * `percentUnit`. Default: 1 for each.
   */
  readonly factor?: Readonly<Partial<Record<'price' | 'change' | 'changePercent' | 'previousClose', number>>>;
  /** The decimal separator in numbers that are texts: `","` for `"1.359,00"`. Default `.`. */
  readonly decimal?: '.' | ',';
  /** The UTC offset of times that come without one: `"+09:00"`. Default: such times are unknown. */
  readonly zone?: string;
  /** Whether the price carries the sign of the change: `"-2855.77"` is 2,855.77 on a day of losses. Default `false`. */
  readonly signInPrice?: boolean;
  /**
   * Whether change and percent come without a sign, so that only the direction tells it. Then, in a row whose direction
   * can't be read, numbers without a written sign are not shown. Default: `true` where the page's mapping names a
   * `direction`; else `false`, and a number without a sign is a rise.
   */
  readonly needsDirection?: boolean;
  /** The fields of an item, each with its path: `"price": "last"`. Default: none. */
  readonly [field: string]: unknown;
}
