/**
 * Reads a text: only strings, with control and bidi characters removed and at most `longest` characters. undefined when
 * nothing readable is left; U+FFFD means that the text was decoded with the wrong charset (EUC-KR pages), so it is no
 * text either.
 */
export function readText(raw: unknown, longest: number): string | undefined {
  // Cc; and Bidi_Control, because an unclosed override would reorder the page around it.
  const text = typeof raw === 'string' ? raw.replace(/[\p{Cc}\p{Bidi_C}]/gu, '').trim() : '';
  return text && !text.includes('\uFFFD') ? [...text].slice(0, longest).join('') : undefined;
}
