const MINUS = '\u2212';

// Building an Intl formatter costs some 50 µs and a strip needs the same few again and again. The keys come from `lang`
// and `decimals`, which a page can change without limit, so the cache is emptied when it gets large.
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: string, decimals: number): Intl.NumberFormat {
  const key = `${language} ${decimals}`;
  let format = formats.get(key);
  if (!format) {
    if (formats.size > 100) formats.clear();
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    // Always decimal: style `currency` prints the won without decimals. Latin digits, in every language.
    const options = { ...digits, numberingSystem: 'latn' };
    try {
      format = new Intl.NumberFormat(language, options);
    } catch {
      format = new Intl.NumberFormat('en', options); // `lang` can be any text.
    }
    formats.set(key, format);
  }
  return format;
}

/** `2,855.77`. The minus is U+2212, which is as wide as the plus. */
export function formatNumber(value: number, decimals: number, language: string): string {
  return (value < 0 ? MINUS : '') + formatMagnitude(value, decimals, language);
}

/** The number without its sign. */
export function formatMagnitude(value: number, decimals: number, language: string): string {
  return numberFormat(language, decimals).format(Math.abs(value));
}

/**
 * `+43.72`, `−14.00`. What rounds to zero has no minus, ever; it has a plus only where the direction is up, as in
 * ▲ +0.02 +0.00%.
 */
export function formatSigned(value: number, decimals: number, language: string, up: boolean): string {
  const magnitude = formatMagnitude(value, decimals, language);
  const zero = !/[1-9]/.test(magnitude);
  if (zero) return (up ? '+' : '') + magnitude;
  return (value < 0 ? MINUS : '+') + magnitude;
}
