const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Parses a text that is safe to show. The result is one line of at most `maxLength` characters, without control and bidi
 * characters. The five XML entities and numeric references are decoded once, because a text such as `S&amp;P 500` was escaped
 * for HTML on its way; all other markup is plain text.
 *
 * Returns undefined for a value that is no string, for a text of which nothing is left, and for a text with U+FFFD, which was
 * decoded with the wrong charset (EUC-KR pages).
 *
 * @param onRepair is called when the result differs from the text that was sent, apart from white space around it
 */
export function parseText(raw: unknown, maxLength: number, onRepair?: () => void): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const given = raw.trim();
  // The fast path for most texts: a busy stream has a thousand a second.
  if (given.length <= maxLength && /^[!-%'-~]+$/.test(given)) return given;
  const characters = [
    ...given
      // The longest entities have about ten characters. The cut makes a megabyte of text cost no more than a line of it.
      .slice(0, maxLength * 10)
      .replace(/&(?:(amp|lt|gt|quot|apos)|#(?:x([\da-f]{1,5})|(\d{1,6})));/gi, decodeEntity)
      .replace(/\s+/g, ' ')
      // Control characters; Bidi_Control, because an unclosed override would reorder the page around the text; and half of a
      // surrogate pair, which is no character.
      .replace(/[\p{Cc}\p{Bidi_C}\p{Cs}\u200B]/gu, '')
      .trim(),
  ].slice(0, maxLength);
  const text = characters.join('');
  if (text !== given) onRepair?.();
  return text && !text.includes('\uFFFD') ? text : undefined;
}

function decodeEntity(entity: string, name?: string, hex?: string, decimal?: string): string {
  if (name) return ENTITIES[name.toLowerCase()] ?? entity;
  return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
}
