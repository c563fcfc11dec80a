import type { NumberField } from './field-names.js';
import type { WrittenNumber } from './parse-values.js';

/** One field of all rows, where it is a number. */
export interface Column {
  readonly path: string;
  readonly cells: readonly (WrittenNumber | undefined)[];
  /** The most decimal places that were written: a JSON number loses its zeros. */
  readonly places: number;
  /** How well its name goes with each number, from −1 to 1. */
  readonly likeness: Readonly<Record<NumberField, number>>;
}

/** What a percent is written in. */
export type PercentUnit = 'point' | 'fraction' | 'hundredths';

/** What a percent is multiplied by to be one, and by how many decimal places that moves its point. */
export const PERCENT_UNITS: readonly (readonly [PercentUnit, factor: number, places: number])[] = [
  ['point', 1, 0],
  ['fraction', 100, -2],
  ['hundredths', 0.01, 2],
];

/** How a relation between columns holds, over the rows in which it says anything. */
export interface Fit {
  /** In how many rows it holds. */
  readonly rows: number;
  /** How far off these are, on the average: 1 is as far as rounding explains. */
  readonly error: number;
}

/** One row of a relation. */
interface RowFit {
  /** How far the numbers are off. */
  readonly error: number;
  /** How far rounding to a number of decimal places can put them off. */
  readonly tolerance: (atLeast: number) => number;
  /** The number that is compared: what is hardly larger than its rounding says nothing. */
  readonly size: number;
}

/** Whether a relation holds in three quarters of the rows that say anything about it. */
function combineRows(rows: number, row: (index: number) => RowFit | undefined): Fit | undefined {
  let fits = 0;
  let against = 0;
  let off = 0;
  for (let index = 0; index < rows; index++) {
    const told = row(index);
    if (!told) continue;
    const { error, tolerance, size } = told;
    // JSON numbers have lost their zeros: 2 can be 2.00.
    const margin = [tolerance(2), tolerance(0)].find((margin) => error <= margin);
    if (margin === undefined) against++;
    else if (size >= 3 * margin) {
      fits++;
      off += error / margin;
    }
  }
  return fits > 0 && fits >= 3 * against ? { rows: fits, error: off / fits } : undefined;
}

const rounding = ({ places }: Column, atLeast: number): number => 10 ** -Math.max(places, atLeast);

/** Half a digit of rounding, or a whole one where the rest was cut off. Nobody computes a percent to more than three places. */
const percentRounding = ({ places }: Column, moved: number, atLeast: number): number =>
  1.05 * 10 ** -Math.min(3, Math.max(places + moved, atLeast));

/** |change| / (price − change) · 100 is the percent; some divide by today's price. Signs may be missing. */
export function percentFit(
  price: Column,
  change: Column,
  percent: Column,
  factor: number,
  moved: number,
): Fit | undefined {
  return combineRows(price.cells.length, (index) => {
    const p = price.cells[index]?.value;
    const c = change.cells[index]?.value;
    const r = percent.cells[index]?.value;
    if (p === undefined || c === undefined || r === undefined) return undefined;
    const amount = Math.abs(c);
    const size = Math.abs(r) * factor;
    const off = (base: number): number => Math.abs((amount / base) * 100 - size);
    return {
      // Of two numbers that are nearly alike one is no change of the other.
      error: amount < p / 2 ? Math.min(off(p), off(p + amount), off(p - amount)) : Infinity,
      tolerance: (atLeast) => percentRounding(percent, moved, atLeast) + (55 * rounding(change, atLeast)) / p,
      size,
    };
  });
}

/** price − previous close is the change. With signs where the change has any. */
export function closeFit(price: Column, change: Column, close: Column): Fit | undefined {
  const isSigned = change.cells.some((cell) => cell && cell.sign < 0);
  return combineRows(price.cells.length, (index) => {
    const [p, c, b] = [price, change, close].map(({ cells }) => cells[index]?.value);
    if (p === undefined || c === undefined || b === undefined) return undefined;
    return {
      error: isSigned ? Math.abs(p - b - c) : Math.abs(Math.abs(p - b) - Math.abs(c)),
      tolerance: (atLeast) =>
        0.6 * (rounding(price, atLeast) + rounding(change, atLeast) + rounding(close, atLeast)) + p * 1e-6,
      size: Math.abs(c),
    };
  });
}

/** (price / previous close − 1) · 100 is the percent. */
export function closePercentFit(
  price: Column,
  percent: Column,
  close: Column,
  factor: number,
  moved: number,
): Fit | undefined {
  return combineRows(price.cells.length, (index) => {
    const [p, r, b] = [price, percent, close].map(({ cells }) => cells[index]?.value);
    if (p === undefined || r === undefined || b === undefined) return undefined;
    const size = Math.abs(r) * factor;
    return {
      error: size < 100 ? Math.abs(Math.abs(p / b - 1) * 100 - size) : Infinity,
      tolerance: (atLeast) => percentRounding(percent, moved, atLeast) + (100 * rounding(close, atLeast)) / b,
      size,
    };
  });
}
