// Markdown tables.

const whole = (value) => Math.round(value).toLocaleString('en');

/** A number with as many digits as it is good for; a dash where there is none. */
export function figure(value, digits = 0) {
  if (value === undefined || value === null || !Number.isFinite(value)) return '–';
  return digits ? value.toFixed(digits).replace(/^-(0\.?0*)$/, '$1') : whole(value).replace(/^-0$/, '0');
}

/** Median, and from the least to the most where they differ. */
export function figures(spread, digits = 0) {
  if (!spread) return '–';
  const [median, least, most] = [spread.median, spread.min, spread.max].map((value) => figure(value, digits));
  return least === most ? median : `${median} (${least}–${most})`;
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index ? '--:' : '---'))), ...rows.map(line)].join('\n');
}
