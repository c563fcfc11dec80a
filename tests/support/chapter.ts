import { readFileSync } from 'node:fs';

/**
 * Returns the code block after a marker in a chapter of the documentation.
 *
 * @param path the chapter, from the root of the project
 * @param marker the text of the HTML comment before the block
 */
export function codeOf(path: string, marker: string): string {
  const chapter = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const [, code] = chapter.split(`<!-- ${marker} -->`)[1]?.match(/^\s+```\w+\n([^]*?)```/) ?? [];
  if (code === undefined) throw new Error(`${path} has no code block after <!-- ${marker} -->`);
  return code;
}
