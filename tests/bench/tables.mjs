// Formats figures and Markdown tables.

const whole = (value) => Math.round(value).toLocaleString('en');

/** A formatted number with `digits` decimals, or a dash if there is none. */
export function figure(value, digits = 0) {
  if (value === undefined || value === null || !Number.isFinite(value)) return '–';
  return digits ? value.toFixed(digits).replace(/^-(0\.?0*)$/, '$1') : whole(value).replace(/^-0$/, '0');
}

/** The median, followed by the minimum and maximum if they differ. */
export function figures(spread, digits = 0) {
  if (!spread) return '–';
  const [median, min, max] = [spread.median, spread.min, spread.max].map((value) => figure(value, digits));
  return min === max ? median : `${median} (${min}–${max})`;
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index ? '--:' : '---'))), ...rows.map(line)].join('\n');
}
