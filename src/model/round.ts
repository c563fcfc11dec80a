/**
 * Rounds a number to the given number of decimals. Halves are rounded away from zero, and binary noise, as in
 * `2855.77 - 2812.05`, is removed. Returns null if the number is not finite. Never returns −0.
 */
export function round(value: number, places: number): number | null {
  if (Number.isInteger(value)) return value || 0;
  const exact = Math.abs(value) * 10 ** places;
  // Near a half, binary noise would decide the result. For example, 1.005 × 100 is 100.49999999999999 instead of 100.5.
  // Rounding to 15 digits removes the noise.
  const isFarFromHalf = exact < 1e9 && Math.abs((exact % 1) - 0.5) > 1e-3;
  const scaled = isFarFromHalf ? exact : Number(exact.toPrecision(15));
  return Number.isFinite(scaled) ? (Math.sign(value) * Math.round(scaled)) / 10 ** places || 0 : null;
}
