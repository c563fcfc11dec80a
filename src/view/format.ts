import { round } from '../model/round.js';

const numberFormats = new Map<string, Intl.NumberFormat>();

/**
 * Languages that print 1,234.56. Their numbers are formatted without `Intl`, because a page's first formatter costs a
 * browser some 25 ms, and a phone 100 ms, before anything is shown. English is listed by region, because India,
 * Switzerland and South Africa print English numbers in another way.
 */
const PLAIN_LANGUAGES = new Set(
  [
    'en en-us en-gb en-au en-ca en-nz en-ie en-sg en-hk en-kr',
    'ko ko-kr ja ja-jp',
    'zh zh-hans zh-hant zh-cn zh-tw zh-hk zh-sg zh-mo',
  ].flatMap((tags) => tags.split(' ')),
);

/** A double holds every integer below this one exactly: 15 decimal digits. */
const EXACT_LIMIT = 1e15;

/**
 * Formats the amount of a number without its sign: `2,855.77`. Digits are Latin in every language.
 *
 * @param decimals how many digits stand after the decimal separator
 * @param language a BCP 47 tag, which decides the separators
 */
export function formatMagnitude(value: number, decimals: number, language: string): string {
  const amount = Math.abs(value);
  if (PLAIN_LANGUAGES.has(language.toLowerCase()) && amount * 10 ** decimals < EXACT_LIMIT) {
    const rounded = round(amount, decimals) ?? amount;
    const [integer = '', fraction] = rounded.toFixed(decimals).split('.');
    // A comma stands before each group of three digits but not at the beginning.
    const grouped = integer.replace(/\B(?=(\d{3})+$)/g, ',');
    return fraction ? `${grouped}.${fraction}` : grouped;
  }
  const format = cached(
    numberFormats,
    language + decimals,
    () =>
      new Intl.NumberFormat(language, {
        // The style is never `currency`, which would print Korean won without decimals.
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        numberingSystem: 'latn',
      }),
  );
  return format.format(amount);
}

/**
 * Formats a number with its sign: `+43.72`, `−14.00`. The minus is U+2212, which is as wide as the plus. A number that
 * rounds to zero never has a minus.
 *
 * @param hasPlus whether a plus is printed: only when the direction is up, and then for a rounded zero too (▲ +0.02
 *   +0.00%)
 */
export function formatSigned(value: number, decimals: number, language: string, hasPlus: boolean): string {
  const magnitude = formatMagnitude(value, decimals, language);
  if (hasPlus) return `+${magnitude}`;
  const isZero = !/[1-9]/.test(magnitude);
  return value < 0 && !isZero ? `\u2212${magnitude}` : magnitude;
}

/**
 * Returns the cached value for a key, and creates the value on the first call. Building an `Intl` formatter costs some
 * 50 µs, and a strip needs the same few again and again. Nothing is ever removed from the cache: a page has a handful
 * of languages and decimals.
 */
export function cached<T extends object>(cache: Map<string, T>, key: string, create: () => T): T {
  let value = cache.get(key);
  if (!value) {
    value = create();
    cache.set(key, value);
  }
  return value;
}
