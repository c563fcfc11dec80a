import type { NumberField } from './field-names.js';
import type { WrittenNumber } from './parse-values.js';

/** The numbers of one field in all rows. */
export interface Column {
  readonly path: string;
  readonly cells: readonly (WrittenNumber | undefined)[];
  /** The maximum number of decimal places in the column. It is the best guess, because JSON numbers lose trailing zeros. */
  readonly places: number;
  /** How well the name fits each number field, from −1 to 1. */
  readonly likeness: Readonly<Record<NumberField, number>>;
}

/** How a percent is written: 1.5 % is 1.5 in points, 0.015 as a fraction, and 150 in hundredths. */
export type PercentUnit = 'point' | 'fraction' | 'hundredths';

/** For each unit: the factor that converts to percent points, and by how many places that shifts the decimal point. */
export const PERCENT_UNITS: readonly (readonly [PercentUnit, factor: number, pointShift: number])[] = [
  ['point', 1, 0],
  ['fraction', 100, -2],
  ['hundredths', 0.01, 2],
];

/** How well a relation between columns holds, over the rows in which it can be tested. */
export interface Fit {
  /** The number of rows in which it holds. */
  readonly rows: number;
  /** The mean error of these rows, where 1 is the most that rounding can explain. */
  readonly error: number;
}

/** A relation in one row. */
interface RowFit {
  /** How far the numbers are from fitting. */
  readonly error: number;
  /** How large the error of rounding can be, if the numbers have at least so many decimal places. */
  readonly tolerance: (atLeast: number) => number;
  /** The amount that is compared. An amount that is hardly larger than its rounding proves nothing. */
  readonly size: number;
}

/** Combines the rows of a relation; undefined unless it holds in at least three quarters of the rows that can test it. */
function combineRows(rows: number, row: (index: number) => RowFit | undefined): Fit | undefined {
  let fitting = 0;
  let failing = 0;
  let errorSum = 0;
  for (let index = 0; index < rows; index++) {
    const rowFit = row(index);
    if (!rowFit) continue;
    const { error, tolerance, size } = rowFit;
    // JSON numbers have lost their trailing zeros: 2 may have been 2.00.
    const margin = [tolerance(2), tolerance(0)].find((margin) => error <= margin);
    if (margin === undefined) failing++;
    else if (size >= 3 * margin) {
      fitting++;
      errorSum += error / margin;
    }
  }
  return fitting > 0 && fitting >= 3 * failing ? { rows: fitting, error: errorSum / fitting } : undefined;
}

const rounding = ({ places }: Column, atLeast: number): number => 10 ** -Math.max(places, atLeast);

/**
 * Returns the possible rounding of a percent: up to one digit of the last place, as some sources truncate. Sources compute percents
 * to at most three places.
 */
const percentRounding = ({ places }: Column, pointShift: number, atLeast: number): number =>
  1.05 * 10 ** -Math.min(3, Math.max(places + pointShift, atLeast));

/** Tests whether percent = |change| / (price − change) · 100; some sources divide by today's price. Signs may be missing. */
export function percentFit(
  price: Column,
  change: Column,
  percent: Column,
  factor: number,
  pointShift: number,
): Fit | undefined {
  return combineRows(price.cells.length, (index) => {
    const p = price.cells[index]?.value;
    const c = change.cells[index]?.value;
    const r = percent.cells[index]?.value;
    if (p === undefined || c === undefined || r === undefined) return undefined;
    const amount = Math.abs(c);
    const size = Math.abs(r) * factor;
    const errorWithBase = (base: number): number => Math.abs((amount / base) * 100 - size);
    return {
      // A number that is nearly as large as the price is not its change.
      error:
        amount < p / 2 ? Math.min(errorWithBase(p), errorWithBase(p + amount), errorWithBase(p - amount)) : Infinity,
      tolerance: (atLeast) => percentRounding(percent, pointShift, atLeast) + (55 * rounding(change, atLeast)) / p,
      size,
    };
  });
}

/** Tests whether change = price − previous close; signs count if the change has any. */
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

/** Tests whether percent = (price / previous close − 1) · 100, without signs. */
export function closePercentFit(
  price: Column,
  percent: Column,
  close: Column,
  factor: number,
  pointShift: number,
): Fit | undefined {
  return combineRows(price.cells.length, (index) => {
    const [p, r, b] = [price, percent, close].map(({ cells }) => cells[index]?.value);
    if (p === undefined || r === undefined || b === undefined) return undefined;
    const size = Math.abs(r) * factor;
    return {
      error: size < 100 ? Math.abs(Math.abs(p / b - 1) * 100 - size) : Infinity,
      tolerance: (atLeast) => percentRounding(percent, pointShift, atLeast) + (100 * rounding(close, atLeast)) / b,
      size,
    };
  });
}
