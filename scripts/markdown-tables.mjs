/** A table of Markdown, of rows of cells. */
export const table = ([head, ...rows]) =>
  [head.join(' | '), ...rows.map((cells) => cells.join(' | '))]
    .map((row) => `| ${row} |`)
    .toSpliced(1, 0, `|${'---|'.repeat(head.length)}`)
    .join('\n');

/** Puts text between the markers of a name, which say what command writes it. */
export function put(into, name, command, text) {
  const [start, end] = [`<!-- ${name}: ${command} -->`, `<!-- end of ${name} -->`];
  const [before, rest] = into.split(start);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`README.md has no place for ${name}`);
  return `${before}${start}\n\n${text}\n\n${end}${after}`;
}
