import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../command.js';
import { failureReason } from '../failure-reason.js';

/**
 * Reads a configuration from a JSON file, or from the default export of a module, which is a value or a function that
 * returns one.
 *
 * @param path the absolute path
 * @param name the path as the user wrote it
 */
export async function readConfigFile(path: string, name: string): Promise<unknown> {
  const isModule = /\.m?js$/.test(path);
  if (!existsSync(path)) throw new UsageError(`${name} does not exist. To create one, run “market-ticker-feed init”.`);
  const text = await readTextFile(path, name);
  if (!isModule) return parseJson(text, name);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`it did not finish within ${MODULE_SECONDS} s`);
    timer = setTimeout(() => reject(error), MODULE_SECONDS * 1000);
  });
  try {
    return await Promise.race([valueOf(path), late]);
  } catch (error) {
    throw new UsageError(
      `${name} can’t be run: ${error instanceof Error ? error.message : 'it threw something other than an error'}`,
    );
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The time limit for a module in seconds. Without a limit, a module that waits for something would end silently or
 * never.
 */
const MODULE_SECONDS = 30;

async function valueOf(module: string): Promise<unknown> {
  const { default: exported } = (await import(/* @vite-ignore */ pathToFileURL(module).href)) as { default?: unknown };
  const config: unknown = await (typeof exported === 'function' ? (exported as () => unknown)() : exported);
  // The schema must not see what JSON cannot contain, such as a key whose value is undefined.
  return config === undefined ? undefined : JSON.parse(JSON.stringify(config));
}

/** Reads a text file that the user named. */
export async function readTextFile(path: string, name: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const reason = failureReason(error);
    throw new UsageError(reason === 'ENOENT' ? `${name} does not exist` : `${name} can’t be read (${reason})`);
  }
}

/** Parses JSON that the user wrote. Reports a mistake with its line and column. */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const before = text.slice(0, positionOfMistake(text)).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    throw new UsageError(`${name} is not JSON at ${place}: ${wordsOf((error as Error).message)}`);
  }
}

/** Returns the message of a `JSON.parse` error without the position and the text that some versions of Node add. */
const wordsOf = (message: string): string =>
  message
    .replace(/, .*is not valid JSON$/s, '')
    .replace(/ in JSON at position .*/s, '')
    .replace(/ at position .*/s, '');

/**
 * Returns the position of the first wrong character. The errors of `JSON.parse` do not always state it. A part of
 * the text up to there is a beginning of JSON, so its only mistake is at its end.
 */
function positionOfMistake(text: string): number {
  let [good, bad] = [0, text.length];
  if (isBeginning(text)) return text.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    return position === undefined ? /end of JSON|unterminated/i.test(message) : Number(position) >= text.length;
  }
}
