/**
 * Rounds half away from zero to `places`, without the binary noise of `2855.77 - 2812.05`; null for what is no finite
 * number.
 */
export function round(value: number, places: number): number | null {
  if (Number.isInteger(value)) return value || 0;
  const exact = Math.abs(value) * 10 ** places;
  // toPrecision(15) near a half: 1.005 * 100 is 100.49999999999999, though the number that was meant is 100.5.
  const clear = exact < 1e9 && Math.abs((exact % 1) - 0.5) > 1e-3;
  const scaled = clear ? exact : Number(exact.toPrecision(15));
  return Number.isFinite(scaled) ? (Math.sign(value) * Math.round(scaled)) / 10 ** places || 0 : null;
}
