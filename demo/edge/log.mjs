// The log of the publisher. Its lines quote what an upstream has sent, so each is one line of JSON and short, and none contains a key.
/* global URLSearchParams */
const MAX_TEXT = 100;
const MAX_ISSUES = 20;
/** Pieces of an address that are shorter are too common to be masked. */
const MIN_SECRET = 8;

/** See log.d.mts. */
export function createLog(address, write) {
  const secrets = secretsOf(new URL(address));

  /** Masks keys before it shortens, so that no part of a key remains. */
  const textOf = (value) => {
    const text = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), String(value));
    return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  };
  // Objects are not quoted: they may be large and deep, and may contain keys of which nobody knows.
  const describe = (value) => {
    if (typeof value === 'string') return textOf(value);
    if (typeof value !== 'object' || value === null) return value;
    return Array.isArray(value) ? 'a list' : 'an object';
  };
  const lineOf = (record) => escape(JSON.stringify({ time: new Date().toISOString(), ...record }));

  let reported = '';
  return {
    error: ({ message }) => write(lineOf({ error: textOf(message) })),
    issues(issues) {
      const records = issues.slice(0, MAX_ISSUES).map(({ path, rule, action, value }) => ({
        path: textOf(path),
        rule,
        action,
        value: describe(value),
      }));
      const more = issues.length - records.length;
      if (more > 0) records.push({ more });
      const report = JSON.stringify(records);
      if (report === reported) return;
      reported = report;
      for (const record of records) write(lineOf(record));
    },
  };
}

/** Returns the parts of an address that may be keys, as written and decoded, the longest first. */
function secretsOf({ username, password, pathname, search }) {
  const pieces = [username, password, ...`${pathname}${search}`.split(/[/?&=]/)];
  const decoded = pieces.map((piece) => new URLSearchParams(`key=${piece}`).get('key'));
  return [...pieces, ...decoded].filter(({ length }) => length >= MIN_SECRET).sort((a, b) => b.length - a.length);
}

/** Escapes what JSON leaves as it is but a terminal or a viewer obeys: control, format and separator characters. */
const escape = (json) =>
  json.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
