import { nameLikeness, nameRank, type NumberField } from './field-names.js';
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
  /** Told by arithmetic alone; undefined where nothing tells. */
  readonly unit: PercentUnit | undefined;
  /** Price, change and percent, or two of them and a previous close, fit each other. */
  readonly isProven: boolean;
}

const MAX_COLUMNS = 24;
const NUMBERS: readonly NumberField[] = ['price', 'change', 'changePercent', 'previousClose'];

const bestLikeness = ({ likeness }: Column): number => Math.max(...Object.values(likeness));

/** The fields that are numbers in nearly all rows that have them. */
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
  /** What the names say of it, and what else fits. */
  readonly score: number;
  readonly error: number;
}

/** As prices are: without a sign. Here and there one is 0, where there was no trade. */
const isPositive = ({ cells }: Column): boolean =>
  cells.every((cell) => !cell || (cell.value >= 0 && cell.sign === 0)) && cells.some((cell) => cell && cell.value > 0);

/** `rate` is a price or a percent. It is no price if the change beside it is larger. */
const isPercentColumn = (one: Column, columns: readonly Column[]): boolean =>
  nameRank('changePercent', one.path) !== undefined &&
  columns.some(
    (change) =>
      change.likeness.change > 0.5 &&
      change.cells.some((cell, index) => Math.abs(cell?.value ?? 0) >= (one.cells[index]?.value ?? Infinity)),
  );

/** Falls have a minus in it: then it needs no other field to say so. */
const isSigned = ({ cells }: Column): boolean => cells.some((cell) => cell && cell.sign < 0);

/** The close that fits a price and its change, if any is not called after something else. */
function matchingClose(price: Column, change: Column, columns: readonly Column[]): Column | undefined {
  return columns
    .filter((one) => one !== price && one !== change && one.likeness.previousClose >= 0)
    .filter((one) => isPositive(one) && closeFit(price, change, one))
    .sort((one, other) => other.likeness.previousClose - one.likeness.previousClose)[0];
}

/** Columns that can be a number of an item: some name is of another thing for sure. */
const possibleColumns = (field: NumberField, columns: readonly Column[]): Column[] =>
  columns.filter(({ likeness }) => likeness[field] > -1);

/** Every price, change and percent that fit each other. */
function findTriples(columns: readonly Column[]): Candidate[] {
  const found: Candidate[] = [];
  for (const price of possibleColumns('price', columns).filter(isPositive))
    for (const change of possibleColumns('change', columns))
      for (const percent of possibleColumns('changePercent', columns)) {
        if (price === change || price === percent || change === percent) continue;
        for (const [unit, factor, moved] of PERCENT_UNITS) {
          const fit = percentFit(price, change, percent, factor, moved);
          const [c, r] = [change.likeness.change, percent.likeness.changePercent];
          // Among many numbers of few rows chance makes some fit: there the names have to say so, too.
          if (!fit || (fit.rows < 3 && columns.length > 6 && !(c > 0 && r > 0))) continue;
          const others = columns.filter((one) => one !== percent);
          const close = matchingClose(price, change, others);
          found.push({
            columns: { price, change, changePercent: percent, ...(close && { previousClose: close }) },
            unit,
            isProven: true,
            score: price.likeness.price + c + r + [close, isSigned(change), isSigned(percent)].filter(Boolean).length,
            error: fit.error,
          });
        }
      }
  return found;
}

/** Every price and close that a change or a percent fits. Two numbers and their difference are many things: the names have to say so, too. */
function findPairs(columns: readonly Column[]): Candidate[] {
  const found: Candidate[] = [];
  const called = (field: NumberField): Column[] => columns.filter((one) => one.likeness[field] > 0 && isPositive(one));
  for (const price of called('price'))
    for (const close of called('previousClose'))
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
        for (const [unit, factor, moved] of PERCENT_UNITS)
          add('changePercent', closePercentFit(price, other, close, factor, moved), unit);
      }
  return found;
}

/** From here on, a part of a name says what it is. */
const MIN_HINT = 0.4;

/** What the names alone say, without what can't be. */
function chooseByName(columns: readonly Column[], taken: Numbers['columns'] = {}): Numbers['columns'] {
  const found: Partial<Record<NumberField, Column>> = { ...taken };
  for (const field of NUMBERS) {
    if (found[field]) continue;
    const price = found.price;
    const free = columns.filter((one) => !Object.values(found).includes(one));
    const isMove = ({ likeness }: Column): boolean => likeness.change >= MIN_HINT || likeness.changePercent >= MIN_HINT;
    // A hint of a price is enough where there are moves, too. None is enough for a close, which makes a move by itself.
    const isHinted = ({ likeness }: Column): boolean =>
      likeness[field] >= MIN_HINT && (field === 'price' ? free.some(isMove) : field !== 'previousClose');
    const named = free
      .filter((one) => nameRank(field, one.path) !== undefined || isHinted(one))
      .sort((one, other) => (nameRank(field, one.path) ?? 1000) - (nameRank(field, other.path) ?? 1000));
    const isPossible = (one: Column): boolean =>
      field === 'price'
        ? isPositive(one) && !isPercentColumn(one, columns)
        : one.cells.some((cell, index) => {
            const p = price?.cells[index]?.value;
            if (!cell || p === undefined) return false;
            return field === 'changePercent'
              ? Math.abs(cell.value) < 100
              : Math.abs(cell.value) < (field === 'change' ? 1 : 10) * p;
          });
    const one = named.find(isPossible);
    if (one) found[field] = one;
  }
  return found;
}

/**
 * Price, change, percent and previous close: by their arithmetic first, because a percent that fits change and price is one,
 * whatever it is called; what arithmetic leaves open the names decide.
 */
export function findNumbers(columns: readonly Column[]): Numbers {
  const by = (all: readonly Candidate[]): Candidate | undefined =>
    [...all].sort((one, other) => other.score - one.score || one.error - other.error)[0];
  const proven = by(findTriples(columns)) ?? by(findPairs(columns));
  if (!proven) return { columns: chooseByName(columns), unit: undefined, isProven: false };
  const { price, change } = proven.columns;
  // A close that fits neither is another thing.
  const rest = columns.filter((one) => !(change && one.likeness.previousClose > 0 && !closeFit(price!, change, one)));
  return { ...proven, columns: chooseByName(rest, proven.columns) };
}
