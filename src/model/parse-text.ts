const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a text: only strings, on one line, with control and bidi characters removed and at most `longest` characters. The
 * five XML entities and numeric references are decoded once: `S&amp;P 500` was escaped for HTML on its way; everything else is
 * text. undefined when nothing readable is left; U+FFFD means that the text was decoded with the wrong charset (EUC-KR
 * pages), so it is no text either.
 *
 * @param onMended called when the text is not quite what came; white space around it does not count
 */
export function parseText(raw: unknown, longest: number, onMended?: () => void): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const given = raw.trim();
  // Most are this, a thousand times a second on a busy stream.
  if (given.length <= longest && /^[!-%'-~]+$/.test(given)) return given;
  const characters = [
    ...given
      // Room for entities, so that a megabyte of text costs no more than a line of it.
      .slice(0, longest * 10)
      .replace(
        /&(?:(amp|lt|gt|quot|apos)|#(?:x([\da-f]{1,5})|(\d{1,6})));/gi,
        (_, name?: string, hex?: string, decimal?: string) =>
          name ? ENTITIES[name.toLowerCase()]! : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
      )
      .replace(/\s+/g, ' ')
      // Cc; and Bidi_Control, because an unclosed override would reorder the page around it; and half a pair, which is
      // no character.
      .replace(/[\p{Cc}\p{Bidi_C}\p{Cs}\u200B]/gu, '')
      .trim(),
  ].slice(0, longest);
  const text = characters.join('');
  if (text !== given) onMended?.();
  return text && !text.includes('\uFFFD') ? text : undefined;
}
