// Building an Intl formatter costs some 50 µs and a strip needs the same few again and again. A page
// has a handful of languages and decimals.
const formats = new Map<string, Intl.NumberFormat>();

/** The number without its sign, grouped as the language does, with Latin digits: `2,855.77`. */
export function formatMagnitude(value: number, decimals: number, language: string): string {
  const key = language + decimals;
  let format = formats.get(key);
  if (!format) {
    // Never style `currency`, which prints the won without decimals.
    const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, numberingSystem: 'latn' };
    formats.set(key, (format = new Intl.NumberFormat(language, options)));
  }
  return format.format(Math.abs(value));
}

/**
 * With its sign: `+43.72`, `−14.00`. The minus is U+2212, which is as wide as the plus. What rounds to zero has no minus,
 * ever; it has a plus only where `plus` says that the direction is up, as in ▲ +0.02 +0.00%.
 */
export function formatSigned(value: number, decimals: number, language: string, plus: boolean): string {
  const magnitude = formatMagnitude(value, decimals, language);
  return (plus ? '+' : value < 0 && /[1-9]/.test(magnitude) ? '\u2212' : '') + magnitude;
}
