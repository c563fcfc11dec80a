/**
 * The location of a value in a payload. A path starts at a row (one entry of the payload's list), unless the
 * description of a mapping key states otherwise.
 *
 * - Property names are separated by dots (`data.price`). Property names that themselves contain dots also work
 *   (`Global Quote.05. price`).
 * - A number selects an array element (`d.2`). A negative number counts from the end (`series.-1.close`).
 * - Alternatives are separated by `|` (`closePriceRaw|closePrice`). The first alternative with a value is used.
 * - `""`, `"-"` and null count as missing. However, if `words` contains a translation of `""` or `"-"` for the field,
 *   this string counts as a value.
 * - `$key` is the property name of the row in its object, or the index of the row in its array. If a key of `items` is
 *   the id of the row, `$key` is this id.
 * - `$value` is the row itself. Use `$value` if the rows are bare values, such as numbers.
 * - `$root` is the whole payload (`$root.time`).
 * - The text after a leading `=` is literal (`=index`), except that each path in braces is replaced by its value
 *   (`={base}/{quote}`). If one of these paths has no value, the whole text counts as missing.
 */
export type Path = string;

/**
 * The way in which a field gets its value.
 *
 * - A path reads the value from the payload.
 * - A number, a boolean or null is the value itself, for all rows.
 * - An object of paths results in an object of values with the same keys. For example,
 *   `{ "ko": "nameKo", "en": "nameEn" }` reads one text for each language.
 */
export type Picked = Path | number | boolean | null | { readonly [name: string]: Picked };

/**
 * The paths of one quote, for payloads that contain several quotes in one object:
 * `{ "at": "fx", "price": "usd", "change": "usd_change" }`.
 *
 * These paths override the mapping's common paths for the same fields.
 */
export interface OwnFields {
  /** The path of the object at which the other paths of this quote start. Default: the payload itself. */
  readonly at?: Path;
  /** An item field with its path. */
  readonly [field: string]: Picked | undefined;
}

/**
 * The location of rows in the payload.
 *
 * - The path of an array: each element is a row (`"data.quotes"`).
 * - The path of an object, with `*` at the end: each property value is a row (`"rates.*"`).
 * - Any other path: the value at the path is a single row.
 * - An object: each property name is the id of a quote. Each property value is the path of the quote's row, or the
 *   quote's own paths: `{ "KOSPI": "kospi", "USD/KRW": { "at": "fx", "price": "usd" } }`.
 */
export type Place = Path | { readonly [id: string]: Path | OwnFields };

/** A value that causes a row to be skipped. Null matches both null and an absent value. */
export type Skipped = string | number | boolean | null;

/**
 * The rules by which JSON of any shape is parsed. A mapping contains the paths of the item fields. It also contains
 * facts that the payload itself does not state, such as the meanings of codes and the units of numbers.
 */
export interface Mapping {
  /**
   * The location of the rows (`"body.indices"`), or a list of locations (`["body.indices", "body.fx.*"]`). The
   * locations are read in the order of the list. All paths of locations start at the payload.
   *
   * Default: the payload itself.
   */
  readonly items?: Place | readonly Place[];
  /**
   * The rows to use.
   *
   * - `all`: every row.
   * - `first` or `last`: only the first or last row at each location. Rows that `skip` excludes do not count.
   * - `newest`: for each id, only the row with the latest `asOf`, across all locations.
   *
   * Default: `all`.
   */
  readonly keep?: 'all' | 'first' | 'last' | 'newest';
  /**
   * The rows to skip. Each key is a path, with one value or a list of values
   * (`{ "price": ["-", null], "type": "test" }`). A row is skipped if, for at least one path, the row's value at the
   * path is among the values listed for this path. Values are compared as text, without the spaces around them.
   *
   * Default: no row is skipped.
   */
  readonly skip?: Readonly<Record<Path, Skipped | readonly Skipped[]>>;
  /**
   * The path of the message in an error response (`"error.message"`). The path starts at the payload. If the payload
   * contains a value other than null, `false`, 0 or `""` at this path, the whole payload is refused.
   *
   * Default: none.
   */
  readonly error?: Path;
  /**
   * The fields of the feed itself, each with its path (`{ "ttl": "maxAge", "notice": "=Delayed" }`). These paths start
   * at the payload.
   *
   * Default: none.
   */
  readonly feed?: Readonly<Record<string, Picked>>;
  /**
   * The translations of the vendor's words and codes, by field:
   * `{ "state": { "CLOSE": "closed" }, "direction": { "1": "up" } }`.
   *
   * - Spaces around a value are ignored.
   * - If the value is an object, the members `code`, `name` and `text` of this object are translated.
   * - A value without a translation stays unchanged.
   * - If the mapping is used with an adapter other than `paths`, the mapping's words for a field replace all of the
   *   adapter's words for this field.
   *
   * Default: none.
   */
  readonly words?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /**
   * The unit of `changePercent`. With `point`, 1.27 means 1.27 %. With `fraction`, 0.0127 means 1.27 %, but a value
   * with a percent sign (`"1.27%"`) still means 1.27 %.
   *
   * Default: `point`.
   */
  readonly percentUnit?: 'point' | 'fraction';
  /**
   * The factor by which price, change, previous close and trend are multiplied. Use `0.01` if these numbers are
   * integers in hundredths.
   *
   * Default: 1.
   */
  readonly scale?: number;
  /**
   * The factors by which individual fields are multiplied. Use `{ "changePercent": 0.01 }` for a percent in hundredths.
   * These factors also apply if `scale` or `percentUnit` is set.
   *
   * Default: 1 for each field.
   */
  readonly factor?: Readonly<Partial<Record<'price' | 'change' | 'changePercent' | 'previousClose', number>>>;
  /**
   * The decimal separator in numbers that are written as strings. Use `","` for `"1.359,00"`.
   *
   * Default: `"."`.
   */
  readonly decimal?: '.' | ',';
  /**
   * The UTC offset (`"+09:00"`) that is assumed for times that do not state an offset.
   *
   * Default: none, so such times are treated as unknown.
   */
  readonly zone?: string;
  /**
   * Whether the vendor writes the sign of the change before the price. If true, `"-2855.77"` means a price of 2,855.77
   * that has fallen.
   *
   * Default: `false`.
   */
  readonly signInPrice?: boolean;
  /**
   * Whether the vendor writes change and percent without a sign, so that the sign must be taken from the direction.
   *
   * - If this is true, and the direction of a row is missing or cannot be parsed, unsigned numbers are shown only if
   *   the previous close determines their sign.
   * - If this is false, and a row has no direction, unsigned numbers count as rises.
   *
   * Default: `true` if the publisher's mapping sets `direction`. Otherwise, the default of the adapter applies, which
   * is `false` for the adapter `paths`.
   */
  readonly needsDirection?: boolean;
  /**
   * An item field with its path (`"price": "last"`).
   *
   * Default: none.
   */
  readonly [field: string]: unknown;
}
