/** Shorter values are too common to be masked: they would also be masked in numbers and words that are no secret. */
const MIN_LENGTH = 4;
/** The shortest beginning of a secret that is masked at the end of a text. */
const MIN_BEGINNING = 6;
const MASK = '…';

/**
 * Creates a function that replaces secrets in texts by `…`. A secret is found as it is, and with any of its characters
 * percent-encoded, also repeatedly or escaped as in JSON, because addresses and error messages contain it in such forms.
 * A text that somebody else has cut may end with the beginning of a secret, which is replaced too.
 */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap((secret) => [secret, decoded(secret)]))]
    .filter(({ length }) => length >= MIN_LENGTH)
    // The longest comes first, because one secret may be the beginning of another one.
    .sort((one, other) => other.length - one.length);
  if (forms.length === 0) return (text) => text;
  const anywhere = new RegExp(forms.map((form) => [...form].map(patternOf).join('')).join('|'), 'giu');
  const written = [...new Set(forms.flatMap((form) => [form, encoded(form)]))];
  return (text) => maskBeginning(text.replace(anywhere, MASK), written);
}

/** Returns a pattern for one character of a secret, in all the forms in which it may be written. */
function patternOf(character: string): string {
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25)*${byte.toString(16).padStart(2, '0')}`).join('');
  const plain = character.replace(/[$()*+./?[\\\]^{|}]/, '\\$&');
  const others = { ' ': '|\\+', '/': '|\\\\/', '"': '|\\\\"', '\\': '|\\\\\\\\' }[character] ?? '';
  return `(?:${bytes}${others}|${plain})`;
}

function maskBeginning(text: string, written: readonly string[]): string {
  const end = text.endsWith(MASK) ? text.slice(0, -MASK.length) : text;
  for (const secret of written) {
    for (let length = Math.min(secret.length - 1, end.length); length >= MIN_BEGINNING; length--)
      if (end.endsWith(secret.slice(0, length))) return end.slice(0, -length) + MASK;
  }
  return text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A secret may contain a percent sign that encodes nothing.
  }
}

function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text; // A lone surrogate cannot be encoded.
  }
}
