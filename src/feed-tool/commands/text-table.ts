import { printable } from '../printable.js';

/** Matches characters that take two columns of a terminal: those of Korean, Chinese and Japanese, and emoji. */
const WIDE =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6]/u;

/** Matches characters that are drawn over the one before. */
const NARROW = /\p{M}/u;

/** Returns how many columns of a terminal a text takes. */
const widthOf = (text: string): number =>
  [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : NARROW.test(character) ? 0 : 1), 0);

/**
 * Writes rows as a table whose columns are aligned.
 *
 * @param header the names of the columns; those of `numbers` are aligned at their right
 */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly string[],
): string {
  const cells = [header, ...rows].map((row) => row.map(printable));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => {
        const padding = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return numbers.includes(header[column] ?? '') ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}
