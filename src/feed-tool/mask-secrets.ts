/** Shorter values are too common to be masked: they also occur in numbers and words that are not secret. */
const MIN_LENGTH = 4;
/** The shortest beginning of a secret that is masked at the end of a text. */
const MIN_BEGINNING = 6;
const MASK = '…';

/**
 * Creates a function that replaces secrets in texts by `…`. A secret is found unchanged, and with any of its characters
 * percent-encoded (even repeatedly) or escaped as in JSON, HTML or XML, because addresses, responses and error messages
 * contain it in such forms; also in Base64, alone or as a part of a longer text, as in the header `authorization`.
 * A text that was cut elsewhere may end with the beginning of a secret, which is also replaced.
 */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap((secret) => [secret, decoded(secret)]))]
    .filter(({ length }) => length >= MIN_LENGTH)
    // The longest comes first, because one secret may be the beginning of another one.
    .sort((one, other) => other.length - one.length);
  if (forms.length === 0) return (text) => text;
  const patterns = [...forms.map((form) => [...form].map(patternOf).join('')), ...forms.flatMap(base64Of).map(literal)];
  const anywhere = new RegExp(patterns.join('|'), 'giu');
  const written = [...new Set(forms.flatMap((form) => [form, encoded(form)]))];
  return (text) => maskBeginning(text.replace(anywhere, MASK), written);
}

/** Returns a pattern for one character of a secret, in all the forms in which it may be written. */
function patternOf(character: string): string {
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25)*${byte.toString(16).padStart(2, '0')}`).join('');
  const code = character.codePointAt(0) ?? 0;
  const units = character.split('').map((unit) => `\\\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const entities = `&#(?:0*${code}|x0*${code.toString(16)});`;
  return `(?:${[bytes, units.join(''), entities, ...(OTHER_FORMS[character] ?? []), literal(character)].join('|')})`;
}

/** Other ways to write a character: in HTML forms, JSON, HTML and XML. */
const OTHER_FORMS: Readonly<Record<string, readonly string[]>> = {
  ' ': ['\\+'],
  '/': ['\\\\/'],
  '\\': ['\\\\\\\\'],
  '"': ['\\\\"', '&quot;'],
  "'": ['&apos;'],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
};

/** Returns a pattern that matches a text literally. */
const literal = (text: string): string => text.replace(/[$()*+./?[\\\]^{|}]/g, '\\$&');

/** The shortest part of a Base64 text that is masked. */
const MIN_BASE64 = 8;

/**
 * Returns the Base64 forms of a secret for each position in the encoded text, without the characters at both ends that
 * also depend on the surrounding text.
 */
function base64Of(secret: string): string[] {
  const parts = [0, 1, 2].map((offset) => {
    const bytes = Buffer.from('\0'.repeat(offset) + secret);
    return bytes.toString('base64').slice(offset && offset + 1, Math.floor((bytes.length * 4) / 3));
  });
  return [...parts, ...parts.map((part) => part.replaceAll('+', '-').replaceAll('/', '_'))].filter(
    ({ length }) => length >= MIN_BASE64,
  );
}

function maskBeginning(text: string, written: readonly string[]): string {
  const end = text.endsWith(MASK) ? text.slice(0, -MASK.length) : text;
  const lower = end.toLowerCase();
  for (const secret of written) {
    for (let length = Math.min(secret.length - 1, end.length); length >= MIN_BEGINNING; length--)
      if (lower.endsWith(secret.slice(0, length).toLowerCase())) return end.slice(0, -length) + MASK;
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
