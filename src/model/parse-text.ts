const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Matches characters that are drawn as nothing or that reorder the text around them, unless they are joiners in place.
 */
const INVISIBLE =
  /([\u0620-\u109F\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?[\u200C\u200D]?)|[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/** Matches the marks without a base character, and those after the third mark on one character. */
const EXCESS_MARKS = /(^|[\p{Mn}\p{Me}]{3})[\p{Mn}\p{Me}]+/gu;

/**
 * Parses a text that is safe to display. The result is one line of at most `maxLength` characters, in Unicode's
 * Normalization Form C. It has no characters that are invisible or that reorder the text around them: controls, spaces
 * without width, soft hyphens, fillers, tags, lone surrogates. With them, two different texts would look alike, or a text
 * would be blank. Joiners and the emoji style stay where they have a use: after a letter of a script that joins or stacks
 * letters (Arabic to Myanmar), or after an emoji. A character keeps at most three combining marks, because no common word
 * needs more, and a stack of them would extend beyond the strip.
 *
 * The five XML entities and numeric character references are decoded once, because feeds contain texts that were
 * escaped for HTML, such as `S&amp;P 500`. All other markup is treated as plain text.
 *
 * Returns undefined if the value is not a string, if the result is empty, or if the result contains U+FFFD. A text with
 * U+FFFD was decoded with the wrong charset, as happens with EUC-KR pages.
 *
 * @param onRepair is called if the result differs from the raw text (surrounding whitespace is ignored)
 */
export function parseText(raw: unknown, maxLength: number, onRepair?: () => void): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const given = raw.trim();
  // Most texts without spaces, such as ids and Korean names, take this fast path. It is needed because a busy stream
  // contains a thousand texts per second.
  if (given.length <= maxLength && /^[\x21-\x25\x27-\x7E\uAC00-\uD7A3]+$/.test(given)) return given;
  const characters = [
    ...given
      // The text is cut before it is decoded, so that a megabyte of text takes no longer to parse than one line. Ten
      // times the maximum length is kept, because the longest entities have about ten characters.
      .slice(0, maxLength * 10)
      .replace(/&(?:(amp|lt|gt|quot|apos)|#(?:x([\da-f]{1,5})|(\d{1,6})));/gi, decodeEntity)
      // U+2800 is a Braille pattern without dots. U+FEFF has no width.
      .replace(/(?!\uFEFF)[\s\u2800]/g, ' ')
      .replace(INVISIBLE, '$1')
      .normalize()
      .replace(/ [ \p{Mn}\p{Me}]+/gu, ' ')
      .trim()
      .replace(EXCESS_MARKS, '$1'),
  ].slice(0, maxLength);
  const text = characters.join('').trim();
  if (text !== given) onRepair?.();
  return text && !text.includes('\uFFFD') ? text : undefined;
}

function decodeEntity(entity: string, name?: string, hex?: string, decimal?: string): string {
  if (name) return ENTITIES[name.toLowerCase()] ?? entity;
  return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
}
