/** Formats rows of cells as a Markdown table. The first row is the head. */
export const markdownTable = ([head, ...rows]) =>
  [head.join(' | '), ...rows.map((cells) => cells.join(' | '))]
    .map((row) => `| ${row} |`)
    .toSpliced(1, 0, `|${'---|'.repeat(head.length)}`)
    .join('\n');

/**
 * Replaces the section of a README between the markers of a name; the start marker also names the command that writes the section.
 * Throws if the README lacks the markers.
 */
export function replaceSection(readme, name, command, text) {
  const [start, end] = [`<!-- ${name}: ${command} -->`, `<!-- end of ${name} -->`];
  const [before, rest] = readme.split(start);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`README.md has no section ${name}`);
  return `${before}${start}\n\n${text}\n\n${end}${after}`;
}
