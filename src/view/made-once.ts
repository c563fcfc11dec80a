/**
 * What has been made for a key, or is made now. Building an Intl formatter costs some 50 µs, and a strip needs the same few
 * again and again; a page has a handful of languages and decimals.
 */
export function madeOnce<T>(made: Map<string, T>, key: string, make: () => T): T {
  let one = made.get(key);
  if (!one) made.set(key, (one = make()));
  return one;
}
