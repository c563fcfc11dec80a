// The generated tables of the Korean chapters are those of the English ones, cell by cell. Each English text has its Korean
// one in this folder, so a text that changes in English has to be changed in Korean as well.

/** What follows a name in the first column. */
const AFTER_NAMES = {
  ' **required**': ' **필수**',
  ' (property)': ' (프로퍼티)',
  ' (property, read only)': ' (읽기 전용 프로퍼티)',
};

const CODE_OR_LINK = /`[^`]*`|\]\([^)]*\)/g;
const NAME = /^((?:`[^`]*`|\[`[^`]*`\]\([^)]*\)))( .*)$/;

/**
 * Returns tables in Korean. Each is a list of rows of cells. Throws an error that names the texts without a translation, and the
 * translations without a text.
 *
 * @param tables the tables in English, by name
 * @param texts the Korean texts by the English ones
 * @param links the targets of links in the Korean chapters by those in the English ones
 */
export function tablesInKorean(tables, texts, links = {}) {
  const unused = new Set(Object.keys(texts));
  const missing = new Set();

  function translate(cell) {
    const [, name, after] = NAME.exec(cell) ?? [];
    if (AFTER_NAMES[after]) return name + AFTER_NAMES[after];
    unused.delete(cell);
    if (!texts[cell] && /[a-z]/i.test(cell.replace(CODE_OR_LINK, ''))) missing.add(cell);
    return texts[cell] ?? cell;
  }
  const withLinks = (cell) => cell.replace(/\]\(([^)]*)\)/g, (link, target) => `](${links[target] ?? target})`);

  const korean = Object.entries(tables).map(([name, rows]) => [
    name,
    rows.map((cells) => cells.map((cell) => withLinks(translate(cell)))),
  ]);
  const faults = [
    ...[...missing].map((text) => `no Korean text for: ${text}`),
    ...[...unused].map((text) => `no longer in a table: ${text}`),
  ];
  if (faults.length) throw new Error(`scripts/korean needs changes:\n${faults.join('\n')}`);
  return Object.fromEntries(korean);
}
