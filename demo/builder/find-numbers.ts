import { isPreviousOf, nameLikeness, nameRank, type NumberField } from './field-names.js';
import {
  closeFit,
  closePercentFit,
  PERCENT_UNITS,
  percentFit,
  type Column,
  type Fit,
  type PercentUnit,
} from './number-fits.js';
import { isMissing, leaves, parseNumber, type DecimalMark, type Row } from './parse-values.js';

export type { Column, PercentUnit };

export interface Numbers {
  readonly columns: Readonly<Partial<Record<NumberField, Column>>>;
  /** The unit of the percent; undefined unless arithmetic shows it. */
  readonly unit: PercentUnit | undefined;
  /** Whether price, change and percent fit each other arithmetically, or two of them and a previous close. */
  readonly isProven: boolean;
}

const MAX_COLUMNS = 24;
const NUMBERS: readonly NumberField[] = ['price', 'change', 'changePercent', 'previousClose'];

const bestLikeness = ({ likeness }: Column): number => Math.max(...Object.values(likeness));

/** Returns the fields that are numbers in at least 80 % of the rows that have a value, those with the best names first. */
export function numberColumns(rows: readonly Row[], decimal: DecimalMark): Column[] {
  const byPath = new Map<string, unknown[]>();
  for (const [index, row] of rows.entries())
    for (const [path, value] of leaves(row)) {
      const values = byPath.get(path) ?? Array<unknown>(rows.length).fill(undefined);
      values[index] = value;
      byPath.set(path, values);
    }
  return [...byPath]
    .map(([path, values]) => {
      const cells = values.map((value) => parseNumber(value, decimal));
      return { path, cells, given: values.filter((value) => !isMissing(value)).length };
    })
    .filter(({ cells, given }) => given > 0 && cells.filter(Boolean).length >= 0.8 * given)
    .map(({ path, cells }) => ({
      path,
      cells,
      places: Math.max(...cells.map((cell) => cell?.places ?? 0)),
      likeness: Object.fromEntries(NUMBERS.map((field) => [field, nameLikeness(field, path)])) as Column['likeness'],
    }))
    .sort((one, other) => bestLikeness(other) - bestLikeness(one))
    .slice(0, MAX_COLUMNS);
}

interface Candidate extends Numbers {
  /** How well the names fit, plus a point for each further relation that holds. */
  readonly score: number;
  /** How far the numbers are off; see `Fit`. */
  readonly error: number;
}

/** Returns whether a column can hold prices: no number has a sign. Some may be 0, where there was no trade. */
const isPositive = ({ cells }: Column): boolean =>
  cells.every((cell) => !cell || (cell.value >= 0 && cell.sign === 0)) && cells.some((cell) => cell && cell.value > 0);

/**
 * Returns whether a column such as `rate`, which may hold prices or percents, holds percents: the change in one of its rows is at
 * least as large.
 */
const isPercentColumn = (one: Column, columns: readonly Column[]): boolean =>
  nameRank('changePercent', one.path) !== undefined &&
  columns.some(
    (change) =>
      change.likeness.change > 0.5 &&
      change.cells.some((cell, index) => Math.abs(cell?.value ?? 0) >= (one.cells[index]?.value ?? Infinity)),
  );

/** Returns whether falls are written with a minus in this column, so that no other field has to give the direction. */
const isSigned = ({ cells }: Column): boolean => cells.some((cell) => cell && cell.sign < 0);

/** Returns the column that fits as the previous close of a price and its change, unless its name means something else. */
function matchingClose(price: Column, change: Column, columns: readonly Column[]): Column | undefined {
  return columns
    .filter((one) => one !== price && one !== change && one.likeness.previousClose >= 0)
    .filter((one) => isPositive(one) && closeFit(price, change, one))
    .sort((one, other) => other.likeness.previousClose - one.likeness.previousClose)[0];
}

/** Returns the columns that can hold a field: all but those whose name clearly means something else. */
const possibleColumns = (field: NumberField, columns: readonly Column[]): Column[] =>
  columns.filter(({ likeness }) => likeness[field] > -1);

/** Finds every price, change and percent that fit each other. */
function findTriples(columns: readonly Column[]): Candidate[] {
  const found: Candidate[] = [];
  for (const price of possibleColumns('price', columns).filter(isPositive))
    for (const change of possibleColumns('change', columns))
      for (const percent of possibleColumns('changePercent', columns)) {
        if (price === change || price === percent || change === percent) continue;
        for (const [unit, factor, pointShift] of PERCENT_UNITS) {
          const fit = percentFit(price, change, percent, factor, pointShift);
          const changeLikeness = change.likeness.change;
          const percentLikeness = percent.likeness.changePercent;
          // With many columns and few rows some numbers fit by chance; there the names have to fit, too.
          if (!fit || (fit.rows < 3 && columns.length > 6 && !(changeLikeness > 0 && percentLikeness > 0))) continue;
          const others = columns.filter((one) => one !== percent);
          const close = matchingClose(price, change, others);
          found.push({
            columns: { price, change, changePercent: percent, ...(close && { previousClose: close }) },
            unit,
            isProven: true,
            score:
              price.likeness.price +
              changeLikeness +
              percentLikeness +
              [close, isSigned(change), isSigned(percent)].filter(Boolean).length,
            error: fit.error,
          });
        }
      }
  return found;
}

/**
 * Finds every price and previous close that a change or a percent fits. Many unrelated numbers differ by a third one, so the
 * names have to fit, too.
 */
function findPairs(columns: readonly Column[]): Candidate[] {
  const found: Candidate[] = [];
  const withName = (field: NumberField): Column[] =>
    columns.filter((one) => one.likeness[field] > 0 && isPositive(one));
  for (const price of withName('price'))
    for (const close of withName('previousClose'))
      for (const other of columns) {
        if (new Set([price, close, other]).size < 3) continue;
        const add = (field: 'change' | 'changePercent', fit: Fit | undefined, unit?: PercentUnit): void => {
          if (!fit || other.likeness[field] <= 0) return;
          const score = price.likeness.price + close.likeness.previousClose + other.likeness[field];
          found.push({
            columns: { price, previousClose: close, [field]: other },
            unit,
            isProven: true,
            score,
            error: fit.error,
          });
        };
        add('change', closeFit(price, other, close));
        for (const [unit, factor, pointShift] of PERCENT_UNITS)
          add('changePercent', closePercentFit(price, other, close, factor, pointShift), unit);
      }
  return found;
}

/** The likeness from which a name contains a part that is typical of the field. */
const MIN_HINT = 0.4;

/** Chooses a column for each field that is still open by the names alone, leaving out columns whose values are impossible. */
function chooseByName(columns: readonly Column[], chosen: Numbers['columns'] = {}): Numbers['columns'] {
  const found: Partial<Record<NumberField, Column>> = { ...chosen };
  for (const field of NUMBERS) {
    if (found[field]) continue;
    const price = found.price;
    const free = columns.filter((one) => !Object.values(found).includes(one));
    const isChange = ({ likeness }: Column): boolean =>
      likeness.change >= MIN_HINT || likeness.changePercent >= MIN_HINT;
    // A hint of a price is enough if there is a change, too. A hint of a previous close is never enough, because a wrong one would
    // make up a change.
    const isHinted = ({ likeness }: Column): boolean =>
      likeness[field] >= MIN_HINT && (field === 'price' ? free.some(isChange) : field !== 'previousClose');
    const isNamedAfterPrice = ({ path }: Column): boolean =>
      field === 'previousClose' && price !== undefined && isPreviousOf(path, price.path);
    const named = free
      .filter((one) => nameRank(field, one.path) !== undefined || isHinted(one) || isNamedAfterPrice(one))
      .sort((one, other) => (nameRank(field, one.path) ?? 1000) - (nameRank(field, other.path) ?? 1000));
    const isPossible = (one: Column): boolean =>
      field === 'price'
        ? isPositive(one) && !isPercentColumn(one, columns)
        : one.cells.some((cell, index) => {
            const priceValue = price?.cells[index]?.value;
            if (!cell || priceValue === undefined) return false;
            return field === 'changePercent'
              ? Math.abs(cell.value) < 100
              : Math.abs(cell.value) < (field === 'change' ? 1 : 10) * priceValue;
          });
    const one = named.find(isPossible);
    if (one) found[field] = one;
  }
  return found;
}

/**
 * Finds the columns of price, change, percent and previous close. Arithmetic comes first, because a number that fits price and
 * change as their percent is one, whatever its name is. The names decide what arithmetic leaves open.
 */
export function findNumbers(columns: readonly Column[]): Numbers {
  const bestOf = (all: readonly Candidate[]): Candidate | undefined =>
    [...all].sort((one, other) => other.score - one.score || one.error - other.error)[0];
  const proven = bestOf(findTriples(columns)) ?? bestOf(findPairs(columns));
  if (!proven) return { columns: chooseByName(columns), unit: undefined, isProven: false };
  const { price, change } = proven.columns;
  // A column that is named like a previous close and does not fit the change is something else.
  const rest = columns.filter((one) => !(change && one.likeness.previousClose > 0 && !closeFit(price!, change, one)));
  return { ...proven, columns: chooseByName(rest, proven.columns) };
}
