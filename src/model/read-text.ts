const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a text: only strings, with control and bidi characters removed, the five XML entities and numeric
 * references decoded once (`S&amp;P 500` is a name that was escaped for HTML on its way), white space folded,
 * and cut at `longest` characters. undefined when nothing readable is left; U+FFFD means that the text was
 * decoded with the wrong charset (EUC-KR pages), so it is no text either.
 *
 * @param mended called when the text is not quite what came
 */
export function readText(raw: unknown, longest: number, mended?: () => void): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const given = raw.trim();
  const text = given
    // Room for entities and the like, so that a megabyte of text costs no more than a line of it.
    .slice(0, longest * 10)
    .replace(/&(?:(amp|lt|gt|quot|apos)|#(?:x([\da-f]{1,5})|(\d{1,6})));/gi, (entity, name: string, hex: string, decimal: string) => {
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return name ? ENTITIES[name.toLowerCase()]! : code ? String.fromCodePoint(code) : entity;
    })
    .replace(/\s+/g, ' ')
    // Cc; and Bidi_Control, because an unclosed override would reorder the page around it.
    .replace(/[\p{Cc}\p{Bidi_C}\u200B]/gu, '')
    .trim();
  if (!text || text.includes('\uFFFD')) return undefined;
  const characters = [...text];
  const cut = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
  if (cut !== given) mended?.();
  return cut;
}
