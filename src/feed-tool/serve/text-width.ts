/** Matches characters that are about as wide as they are high: Chinese, Japanese, Korean, full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFFE6\p{Extended_Pictographic}]/u;

/** The widths of some groups of characters in em, in the widest of the usual fonts. The first that matches counts, and 0.75 without one. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/\p{M}/u, 0],
  [/[ .,:;·|'!ijlIt()/-]/, 0.42],
  [/[mw%@]/i, 1],
  [/[a-z\d+\u2212–▲▼↑↓$]/, 0.65],
];

/**
 * Returns a generous width of a text in px. The server has no fonts to measure with, and texts in a picture must not
 * overlap in any of the reader's fonts.
 *
 * @param size the size of the font in px
 */
export function textWidth(text: string, size: number, isBold = false): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 1.02 : widthOf(character);
  return width * size * (isBold ? 1.08 : 1);
}

const widthOf = (character: string): number => WIDTHS.find(([group]) => group.test(character))?.[1] ?? 0.75;

/** Breaks a text into lines of at most a width, at spaces where there are any. */
export function breakLines(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<= )/)) {
    for (const piece of textWidth(word, size) > width ? [...word] : [word]) {
      if (line && textWidth(line + piece.trimEnd(), size) > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += piece;
    }
  }
  return line ? [...lines, line.trimEnd()] : lines;
}
