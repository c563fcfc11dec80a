/** The fewest characters of a value that is masked. The digits of a shorter one would be masked all over a text. */
const MIN_LENGTH = 4;

/**
 * Returns the forms in which a value of the environment may come back in an address, an error page or a log: as it is,
 * percent-encoded (also twice, and in small letters), decoded, and with the slashes escaped as in the JSON of PHP.
 */
export function secretForms(value: string): string[] {
  const decoded = decode(value);
  const encoded = [value, decoded].flatMap((form) => [encode(form), encode(encode(form))]);
  const small = encoded.map((form) => form.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()));
  const plus = encoded.map((form) => form.replaceAll('%20', '+'));
  const escaped = [value, decoded].map((form) => form.replaceAll('/', String.raw`\/`));
  return [...new Set([value, decoded, ...encoded, ...small, ...plus, ...escaped])];
}

/** Replaces each secret of a text with `…`. The longest goes first, because a secret may be part of another. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length >= MIN_LENGTH).sort((one, other) => other.length - one.length);
  return known.reduce((masked, secret) => masked.replaceAll(secret, '…'), text);
}

/** Percent-encodes a text. A lone surrogate, which has no code, becomes U+FFFD as in a request. */
export const encode = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // It is not percent-encoded.
  }
}
