import type { Issue } from '../model/quote.js';
import { excerpt } from './excerpt.js';
import { createMask } from './mask-secrets.js';
import { printable } from './printable.js';
import type { Log } from './types.js';

export interface LogOptions {
  /** Writes one line, without a line break. */
  readonly write: (line: string) => void;
  /** The values to mask in every text. Default: none. */
  readonly secrets?: readonly string[];
  /** Whether lines are for people instead of programs. Default: false. */
  readonly pretty?: boolean;
  /** Returns the time in epoch ms. Default: `Date.now`. */
  readonly now?: () => number;
}

type Fields = Readonly<Record<string, unknown>>;
type Level = 'info' | 'warn' | 'error';

/** The maximum length of a text in characters. */
const MAX_TEXT = 200;
/** The maximum number of issues of one list that are logged. */
const MAX_ISSUES = 20;

/**
 * Creates the log of a command. Its lines quote data from sources, so each is short, printable and contains no secret.
 * Objects are not quoted, because they may be large and may contain unknown keys.
 *
 * The field `issues` is a list of issues, each of which becomes a line of its own.
 */
export function createLog({ write, secrets = [], pretty = false, now = Date.now }: LogOptions): Log {
  const mask = createMask(secrets);

  const textOf = (value: string): string => excerpt(mask(value), MAX_TEXT);
  const describe = (value: unknown): unknown => {
    if (typeof value === 'string') return textOf(value);
    if (value instanceof Error) return textOf(value.message);
    if (Array.isArray(value)) return value.length > 0 && value.every(isShort) ? textOf(value.join(', ')) : 'a list';
    if (typeof value === 'object' && value !== null) return 'an object';
    return /bigint|symbol|function/.test(typeof value) ? typeof value : value;
  };
  const writeLine = (level: Level, event: string, fields: Fields): void => {
    const described = Object.entries(fields)
      .filter(([name, value]) => value !== undefined && !['time', 'level', 'event'].includes(name))
      .map(([name, value]) => [name, describe(value)] as const);
    const time = new Date(now()).toISOString();
    const line = pretty
      ? prettyLine(time, level, textOf(event), described)
      : JSON.stringify({ time, level, event: textOf(event), ...Object.fromEntries(described) });
    write(printable(line));
  };
  const writeIssues = (level: Level, event: string, fields: Fields, issues: readonly Issue[]): void => {
    const records: Fields[] = issues.slice(0, MAX_ISSUES).map(({ path, rule, action, value }) => {
      // The value comes from a response, so not even a list of short texts in it is quoted.
      return { path, rule, action, value: Array.isArray(value) ? 'a list' : value };
    });
    if (issues.length > MAX_ISSUES) records.push({ more: issues.length - MAX_ISSUES });
    for (const record of records) writeLine(level, event, { ...fields, ...record });
  };
  const at =
    (level: Level) =>
    (event: string, { issues, ...fields }: Fields = {}): void => {
      if (Array.isArray(issues)) writeIssues(level, event, fields, issues as readonly Issue[]);
      else writeLine(level, event, { ...fields, issues });
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

const isShort = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value.length <= MAX_TEXT);

/** Writes a line for people, such as `15:30:05 warn  source failed  source=krx error="the source responded with 429"`. */
function prettyLine(
  time: string,
  level: Level,
  event: string,
  fields: readonly (readonly [string, unknown])[],
): string {
  const texts = fields.map(([name, value]) => {
    const isPlain = typeof value !== 'string' || /^[^\s"=]+$/.test(value);
    return `${name}=${isPlain ? String(value) : JSON.stringify(value)}`;
  });
  return [`${time.slice(11, 19)}Z ${level.padEnd(5)} ${event}`, ...texts].join('  ');
}
