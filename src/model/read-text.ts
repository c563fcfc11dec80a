const ENTITIES = ['&amp;', '&', '&lt;', '<', '&gt;', '>', '&quot;', '"', '&apos;', "'"];

/**
 * Reads a text: only strings, with control and bidi characters removed, the five XML entities and numeric
 * references decoded once (`S&amp;P 500` is a name that was escaped for HTML on its way), white space folded,
 * and cut at `longest` characters. undefined when nothing readable is left; U+FFFD means that the text was
 * decoded with the wrong charset (EUC-KR pages), so it is no text either.
 *
 * @param mended called when the text is not quite what came
 */
export function readText(raw: unknown, longest: number, mended: () => void): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const given = raw.trim();
  const characters = [
    ...given
      // Room for entities and the like, so that a megabyte of text costs no more than a line of it.
      .slice(0, longest * 10)
      .replace(/&(?:[a-z]+|#(x?)([\da-f]{1,5}));/gi, (entity, hex?: string, digits?: string) =>
        digits
          ? String.fromCodePoint(Number.parseInt(digits, hex ? 16 : 10) || 32)
          : (ENTITIES[ENTITIES.indexOf(entity.toLowerCase()) + 1 || 99] ?? entity),
      )
      .replace(/\s+/g, ' ')
      // Cc; and Bidi_Control, because an unclosed override would reorder the page around it.
      .replace(/[\p{Cc}\p{Bidi_C}\u200B]/gu, '')
      .trim(),
  ];
  const text = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
  if (text !== given) mended();
  return /^$|\uFFFD/.test(text) ? undefined : text;
}
