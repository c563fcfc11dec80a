const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Parses a text that is safe to display. The result is one line of at most `maxLength` characters. It contains no
 * control characters, zero-width spaces or bidi controls.
 *
 * The five XML entities and numeric character references are decoded once, because feeds contain texts that were
 * escaped for HTML, such as `S&amp;P 500`. All other markup is treated as plain text.
 *
 * Returns undefined if the value is not a string, if the result is empty, or if the result contains U+FFFD. A text with
 * U+FFFD was decoded with the wrong charset, as happens with EUC-KR pages.
 *
 * @param onRepair is called if the result differs from the raw text (surrounding white space is ignored)
 */
export function parseText(raw: unknown, maxLength: number, onRepair?: () => void): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const given = raw.trim();
  // Most texts without spaces, such as ids, take this fast path. It is needed because a busy stream contains a thousand
  // texts per second.
  if (given.length <= maxLength && /^[!-%'-~]+$/.test(given)) return given;
  const characters = [
    ...given
      // The text is cut before it is decoded, so that a megabyte of text takes no longer to parse than one line. Ten
      // times the maximum length is kept, because the longest entities have about ten characters.
      .slice(0, maxLength * 10)
      .replace(/&(?:(amp|lt|gt|quot|apos)|#(?:x([\da-f]{1,5})|(\d{1,6})));/gi, decodeEntity)
      .replace(/\s+/g, ' ')
      // Removes control characters, zero-width spaces, Bidi_Control characters and lone surrogates. An unclosed bidi
      // override would reorder the page around the text. Lone surrogates are not characters.
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
