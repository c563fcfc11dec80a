import { round } from '../model/round.js';

const numberFormats = new Map<string, Intl.NumberFormat>();

/**
 * Languages that write numbers as `1,234.56`. Their numbers are formatted without `Intl`, because creating the first
 * formatter of a page takes about 25 ms (100 ms on a phone) before anything is shown. English is listed by region,
 * because India, Switzerland and South Africa write English numbers differently.
 */
const PLAIN_LANGUAGES = new Set(
  [
    'en en-us en-gb en-au en-ca en-nz en-ie en-sg en-hk en-kr',
    'ko ko-kr ja ja-jp',
    'zh zh-hans zh-hant zh-cn zh-tw zh-hk zh-sg zh-mo',
  ].flatMap((tags) => tags.split(' ')),
);

/** Integers below this limit have at most 15 digits, and a double represents each of them exactly. */
const EXACT_LIMIT = 1e15;

/**
 * Formats the absolute value of a number, such as `2,855.77`. The digits are Latin in every language.
 *
 * @param decimals the number of digits after the decimal separator
 * @param language a BCP 47 tag, which determines the separators
 */
export function formatMagnitude(value: number, decimals: number, language: string): string {
  const amount = Math.abs(value);
  if (PLAIN_LANGUAGES.has(language.toLowerCase()) && amount * 10 ** decimals < EXACT_LIMIT) {
    const rounded = round(amount, decimals) ?? amount;
    let text = rounded.toFixed(decimals);
    // Inserts a comma before each group of three digits, except at the beginning of the number.
    for (let end = text.length - (decimals && decimals + 1) - 3; end > 0; end -= 3)
      text = `${text.slice(0, end)},${text.slice(end)}`;
    return text;
  }
  const format = cached(
    numberFormats,
    language + decimals,
    () =>
      new Intl.NumberFormat(language, {
        __proto__: null,
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        numberingSystem: 'latn',
      }),
  );
  return format.format(amount);
}

/**
 * Formats a number with its sign, such as `+43.72` or `−14.00`. The minus is U+2212, which is as wide as the plus. A
 * number that rounds to zero has no minus.
 *
 * @param hasPlus whether to print a plus before the magnitude, even if the number rounds to zero (`▲ +0.02 +0.00%`).
 *   Callers pass true only if the direction is up.
 */
export function formatSigned(value: number, decimals: number, language: string, hasPlus: boolean): string {
  const magnitude = formatMagnitude(value, decimals, language);
  if (hasPlus) return `+${magnitude}`;
  const isZero = !/[1-9]/.test(magnitude);
  return value < 0 && !isZero ? `\u2212${magnitude}` : magnitude;
}

/** The most values of a cache. A page uses a few languages and numbers of decimals, and the ids in its `symbols`. */
const MAX_CACHED = 2000;

/**
 * Returns the cached value for a key. The first call with a key creates the value. Creating an `Intl` formatter takes
 * about 50 µs, and a strip needs the same few formatters repeatedly. A cache that has become large is emptied.
 */
export function cached<T extends object>(cache: Map<string, T>, key: string, create: () => T): T {
  let value = cache.get(key);
  if (!value) {
    if (cache.size >= MAX_CACHED) cache.clear();
    value = create();
    cache.set(key, value);
  }
  return value;
}
