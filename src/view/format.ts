import { madeOnce } from './made-once.js';

const formats = new Map<string, Intl.NumberFormat>();

/** The number without its sign, grouped as the language does, with Latin digits: `2,855.77`. */
export function formatMagnitude(value: number, decimals: number, language: string): string {
  const format = madeOnce(
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
