/** What an item can show, and `time`, which is the age of the data. */
export const FIELDS = ['icon', 'name', 'trend', 'price', 'arrow', 'change', 'percent', 'badge', 'time'] as const;
export type Field = (typeof FIELDS)[number];

/** How the direction of a price change is printed: by an arrow and signs, or by only one of them. */
export const SIGNS = ['both', 'arrow', 'sign'] as const;
export type Signs = (typeof SIGNS)[number];

/** How items are printed. */
export interface PrintStyle {
  readonly fields: ReadonlySet<Field>;
  readonly signs: Signs;
}

/** Splits a list of words or ids, which are separated by spaces or commas. Returns null if there are none. */
export const listOf = (text: string | null | undefined): readonly string[] | null => text?.match(/[^\s,]+/g) ?? null;

/** @param fields the value of the property `fields` */
export const printStyle = (fields: string | null, signs: Signs): PrintStyle => ({
  fields: new Set((listOf(fields) as readonly Field[] | null) ?? FIELDS),
  signs,
});
