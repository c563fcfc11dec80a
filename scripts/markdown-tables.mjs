/** Formats rows of cells as a Markdown table. The first row is the header. */
export const markdownTable = ([head, ...rows]) =>
  [head.join(' | '), ...rows.map((cells) => cells.join(' | '))]
    .map((row) => `| ${row} |`)
    .toSpliced(1, 0, `|${'---|'.repeat(head.length)}`)
    .join('\n');

/**
 * Replaces the named section of a page. A section is enclosed in two markers, and its start marker also contains the
 * command that writes the section. Throws an error if the page does not contain both markers.
 */
export function replaceSection(page, name, command, text) {
  const [start, end] = [`<!-- ${name}: ${command} -->`, `<!-- end of ${name} -->`];
  const [before, rest] = page.split(start);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`The page has no section ${name}`);
  return `${before}${start}\n\n${text}\n\n${end}${after}`;
}

/** Replaces the named sections of a page, whose tables are lists of rows of cells. */
export const withTables = (page, command, tables) =>
  Object.entries(tables).reduce((text, [name, rows]) => replaceSection(text, name, command, markdownTable(rows)), page);
