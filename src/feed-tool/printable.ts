/**
 * Escapes characters that a terminal or viewer would interpret, in JSON notation: control, format and separator
 * characters, such as those that reorder the text around them. The result is one line.
 */
export const printable = (text: string): string =>
  text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split('') // A character may consist of two units, each of which JSON escapes on its own.
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
