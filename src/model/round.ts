/**
 * Rounds a number to the given decimal places, with halves away from zero, and without the binary noise of
 * `2855.77 - 2812.05`. Returns null for a number that is not finite. Never returns −0.
 */
export function round(value: number, places: number): number | null {
  if (Number.isInteger(value)) return value || 0;
  const exact = Math.abs(value) * 10 ** places;
  // Near a half the noise decides: 1.005 × 100 is 100.49999999999999, where 100.5 was meant. 15 digits remove the noise.
  const isFarFromHalf = exact < 1e9 && Math.abs((exact % 1) - 0.5) > 1e-3;
  const scaled = isFarFromHalf ? exact : Number(exact.toPrecision(15));
  return Number.isFinite(scaled) ? (Math.sign(value) * Math.round(scaled)) / 10 ** places || 0 : null;
}
