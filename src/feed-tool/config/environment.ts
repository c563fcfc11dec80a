import type { SourceConfig } from '../types.js';
import type { Report } from './check-source.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Matches a literal `${`, written as `$${`, and a reference to the environment, which may lack its end. */
const REFERENCE = /\$\$\{|\$\{([^{}]*)(\}?)/g;

/** Matches the beginning of an address up to its path. What follows is percent-encoded. */
const ORIGIN = /^[a-z]+:\/\/[^/?#]*[/?#]/i;

/** Matches a text in which every character is allowed in a query or already percent-encoded. */
const IS_ENCODED = /^(?:[\w.~!*'()-]|%[\da-f]{2})+$/i;

/** The beginning of the mistake for a missing variable. */
export const NO_VARIABLE = 'the environment variable';

export interface Expanded {
  readonly source: SourceConfig;
  /** All forms of the inserted values. */
  readonly secrets: readonly string[];
}

/**
 * Replaces `${NAME}` with the value of an environment variable in the address, the headers and the body of a source.
 * `$${` is a literal `${`.
 *
 * - In the path and the query of the address, a value is percent-encoded, unless it already is. A key of data.go.kr can
 *   therefore be given in either of the two forms shown there. Before the path, where a value is the
 *   address of a server or a part of it, it is inserted unchanged.
 * - In headers, in a body that is a text, and in the texts of a body that is an object, a value is inserted unchanged.
 *
 * @param report is called with the place and the mistake if a value is missing or a reference is incomplete. Neither
 *   contains a value.
 */
export function expandEnvironment(source: SourceConfig, environment: Environment, report: Report): Expanded {
  const secrets = new Set<string>();

  const expand = (text: string, place: string, isAddress = false): string => {
    let expanded = '';
    let end = 0;
    for (const match of text.matchAll(REFERENCE)) {
      const [reference, name, brace] = match;
      expanded += text.slice(end, match.index);
      end = match.index + reference.length;
      if (name === undefined) expanded += '${';
      else if (!brace) report(place, 'has “${” without “}”; write “$${” for a literal “${”');
      else if (!/^[a-z_]\w*$/i.test(name)) report(place, `“\${${name}}” is not the name of an environment variable`);
      else {
        const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
        if (!value) report(place, `${NO_VARIABLE} ${name} has no value`);
        else secrets.add(value);
        expanded += isAddress && ORIGIN.test(expanded) ? encodeOnce(value ?? '') : (value ?? '');
      }
    }
    return expanded + text.slice(end);
  };

  const expandTexts = (value: unknown, place: string): unknown => {
    if (typeof value === 'string') return expand(value, place);
    if (Array.isArray(value)) return value.map((entry, index) => expandTexts(entry, `${place}[${index}]`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, entry]) => [name, expandTexts(entry, `${place}.${name}`)]),
    );
  };

  const { url, headers, body } = source;
  return {
    source: {
      ...source,
      url: expand(url, 'url', true),
      ...(headers && { headers: expandTexts(headers, 'headers') as typeof headers }),
      ...(body !== undefined && { body: expandTexts(body, 'body') as typeof body }),
    },
    secrets: [...secrets],
  };
}

const encodeOnce = (value: string): string => (IS_ENCODED.test(value) ? value : encode(value));

/** Percent-encodes a text. A lone surrogate, which has no code, becomes U+FFFD, as in a request. */
const encode = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));
