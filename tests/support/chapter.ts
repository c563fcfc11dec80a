import { readFileSync } from 'node:fs';

/**
 * Returns the code block after a marker in a Markdown text. Throws if there is none.
 *
 * @param marker the text of the HTML comment before the block
 */
export function codeIn(text: string, marker: string): string {
  const [, code] = text.split(`<!-- ${marker} -->`)[1]?.match(/^\s+```\w+\n([^]*?)```/) ?? [];
  if (code === undefined) throw new Error(`There is no code block after <!-- ${marker} -->`);
  return code;
}

/**
 * Returns the code block after a marker in a chapter of the documentation.
 *
 * @param path the chapter, from the root of the project
 */
export const codeOf = (path: string, marker: string): string =>
  codeIn(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'), marker);
