import { round } from '../model/round.js';

const formats = new Map<string, Intl.NumberFormat>();

/**
 * Languages that print 1,234.56. The first formatter of a page costs a browser some 25 ms, on a phone 100, before anything is
 * shown: so they go without. Of English only where it is so: in India, Switzerland or South Africa it is not.
 */
const PLAIN = /^(en(-(us|gb|au|ca|nz|ie|sg|hk|kr))?|ko(-kr)?|ja(-jp)?|zh(-(hans|hant|cn|tw|hk|sg|mo))?)$/i;

/** The amount without its sign: `2,855.77`. */
export function formatMagnitude(value: number, decimals: number, language: string): string {
  const amount = Math.abs(value);
  // As many digits as a number has for sure.
  if (PLAIN.test(language) && amount * 10 ** decimals < 1e15) {
    const [whole, fraction] = round(amount, decimals)!.toFixed(decimals).split('.');
    return whole!.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '');
  }
  const format = cached(
    formats,
    language + decimals,
    () =>
      new Intl.NumberFormat(language, {
        // Never style `currency`, which prints the won without decimals.
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        numberingSystem: 'latn',
      }),
  );
  return format.format(amount);
}

/**
 * With its sign: `+43.72`, `−14.00`. The minus is U+2212, which is as wide as the plus. What rounds to zero has no minus,
 * ever; it has a plus only where `plus` says that the direction is up, as in ▲ +0.02 +0.00%.
 */
export function formatSigned(value: number, decimals: number, language: string, plus: boolean): string {
  const magnitude = formatMagnitude(value, decimals, language);
  return (plus ? '+' : value < 0 && /[1-9]/.test(magnitude) ? '\u2212' : '') + magnitude;
}

/**
 * What has been made for a key, or is made now. Building an Intl formatter costs some 50 µs, and a strip needs the same few
 * again and again; a page has a handful of languages and decimals.
 */
export function cached<T>(made: Map<string, T>, key: string, make: () => T): T {
  let one = made.get(key);
  if (!one) made.set(key, (one = make()));
  return one;
}
