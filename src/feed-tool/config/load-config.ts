import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { urlOf } from '../../model/url-of.js';
import { UsageError } from '../command.js';
import { suggestionOf } from '../did-you-mean.js';
import { bareHost } from '../sources/private-addresses.js';
import type { LoadedConfig, SourceConfig } from '../types.js';
import { checkExpandedSource, checkWrittenSource, type Report } from './check-source.js';
import { idOf, isItem } from './config-values.js';
import { expandEnvironment, NO_VARIABLE, type Environment, type Expanded } from './environment.js';
import type { FeedConfig } from './feed-config.js';
import { readConfigFile, readTextFile } from './read-config-file.js';
import { validateConfig, type Mistake } from './schema-mistakes.js';

export interface LoadOptions {
  readonly environment: Environment;
  /** A file with more variables, one `NAME=value` per line. The environment itself takes precedence. Default: none. */
  readonly envFile?: string | undefined;
  /** The folder that relative paths start from. Default: the current folder of the process. */
  readonly folder?: string;
  /** Whether a variable without a value is replaced with its name, as in a replay, which needs no key. Default: false. */
  readonly withoutKeys?: boolean;
}

/**
 * Reads a configuration, inserts values of the environment, and checks everything that can be checked without a request.
 *
 * @param path the path of a `.json`, `.mjs` or `.js` file
 * @throws UsageError with every mistake and its place. It contains no value of the environment.
 */
export async function loadConfig(path: string, options: LoadOptions): Promise<LoadedConfig> {
  const absolute = resolve(options.folder ?? '', path);
  const written = await readConfigFile(absolute, path);
  const { mistakes: found, sound } = validateConfig(written);
  const mistakes = [...found];
  const environment = await readEnvironment(options);
  const secrets = new Set<string>();
  // The valid parts are checked further, so that one run lists as many mistakes as it can find.
  const sources = sourcesOf(sound).map((source, index) => {
    if (typeof source?.url !== 'string') return source;
    const expanded = checkSource(source, environment, options, (at, mistake) =>
      mistakes.push({ place: `sources[${index}].${at}`, mistake }),
    );
    for (const secret of expanded.secrets) secrets.add(secret);
    return expanded.source;
  });
  const config = { ...(sound as FeedConfig), sources } as FeedConfig;
  mistakes.push(...mistakesOfWhole(config));
  if (mistakes.length) throw new UsageError(messageOf(path, mistakes) + envFileHint(mistakes, options));
  return { config, folder: dirname(absolute), secrets: [...secrets] };
}

/** Suggests the `.env` file if there is one, because it is read only with `--env-file`. */
function envFileHint(mistakes: readonly Mistake[], { envFile, folder = '' }: LoadOptions): string {
  const lacksVariable = mistakes.some(({ mistake }) => mistake.startsWith(NO_VARIABLE));
  if (!lacksVariable || envFile !== undefined || !existsSync(resolve(folder, '.env'))) return '';
  return '\nThis folder has a .env file. To use it, add --env-file .env';
}

async function readEnvironment({ environment, envFile, folder = '' }: LoadOptions): Promise<Environment> {
  const own = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
  if (envFile === undefined) return own;
  return { ...parseEnv(await readTextFile(resolve(folder, envFile), envFile)), ...own };
}

/** Returns the sources that the schema check has left. A source that is wrong as a whole is undefined. */
function sourcesOf(config: unknown): (SourceConfig | undefined)[] {
  const { sources } = (config ?? {}) as { sources?: unknown };
  return Array.isArray(sources) ? [...(sources as SourceConfig[])] : [];
}

function checkSource(
  source: SourceConfig,
  environment: Environment,
  { withoutKeys = false }: LoadOptions,
  report: Report,
): Expanded {
  const places = new Set<string>();
  const reportPlace: Report = (place, mistake) => {
    places.add(place);
    report(place, mistake);
  };
  checkWrittenSource(source, reportPlace);
  const known = withoutKeys ? withNames(source, environment) : environment;
  const expanded = expandEnvironment(source, known, reportPlace);
  // A text with a mistake, such as a missing variable, may be wrong only because of that mistake.
  const reported = new Set(places);
  checkExpandedSource(expanded.source, Date.now(), (place, mistake) => {
    if (!reported.has(place)) report(place, mistake);
  });
  return expanded;
}

/** Returns an environment in which each variable of a source has a value: its own name if it has no other. */
function withNames(source: SourceConfig, environment: Environment): Environment {
  const names = JSON.stringify(source).matchAll(/\$\{([a-z_]\w*)\}/gi);
  const values = [...names].map(([, name = '']): [string, string] => [name, environment[name] || name]);
  return { ...environment, ...Object.fromEntries(values) };
}

/** Checks the rules that concern several parts of a configuration. A part that has its own mistake is undefined. */
function mistakesOfWhole(config: FeedConfig): Mistake[] {
  const { serve = {} } = config;
  const sources: readonly (Partial<SourceConfig> | undefined)[] = config.sources;
  const items: readonly (string | undefined)[] = config.items ?? [];
  const mistakes: Mistake[] = [];
  const names = new Set<string>();
  for (const [index, source] of sources.entries()) {
    const name = source?.name;
    if (name === undefined) continue;
    if (names.has(name))
      mistakes.push({ place: `sources[${index}].name`, mistake: `another source has the name “${name}”` });
    names.add(name);
  }
  // A source without `items` may have any item.
  const taken = sources.map((source) => idsOf(source?.items));
  if (taken.length > 0 && taken.every((ids) => ids !== undefined)) {
    const ids = new Set(taken.flat());
    for (const [index, id] of items.entries())
      if (id !== undefined && !ids.has(id))
        mistakes.push({
          place: `items[${index}]`,
          mistake: `no source has the id “${id}”${suggestionOf(id, [...ids])}`,
        });
  }
  for (const [index, host] of ((config.allowPrivate ?? []) as (string | undefined)[]).entries())
    if (host !== undefined && !isHostName(host)) {
      const meant = urlOf(host, 'invalid:')?.hostname || urlOf(`http://${host}`, 'invalid:')?.hostname;
      mistakes.push({
        place: `allowPrivate[${index}]`,
        mistake: `“${host}” is not a hostname${meant && isHostName(meant) ? `; write “${meant}”` : ', such as “quotes.internal”'}`,
      });
    }
  for (const [index, origin] of ((serve.cors ?? []) as (string | undefined)[]).entries())
    if (origin !== undefined && origin !== '*' && urlOf(origin, 'invalid:')?.origin !== origin)
      mistakes.push({
        place: `serve.cors[${index}]`,
        mistake: `“${origin}” is neither “*” nor an origin, such as “https://paper.example”`,
      });
  return mistakes;
}

const isHostName = (host: string): boolean => isIP(bareHost(host)) > 0 || !/[:/?#@\s[\]*]/.test(host);

/** Returns the ids of a source's items, or undefined if not all of them are known. */
function idsOf(items: SourceConfig['items']): string[] | undefined {
  const ids = items && [...(items as readonly unknown[])].map((item) => (isItem(item) ? idOf(item) : undefined));
  return ids?.every((id) => id !== undefined) ? ids : undefined;
}

const messageOf = (path: string, mistakes: readonly Mistake[]): string =>
  [
    `${path} has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:`,
    ...mistakes.map(({ place, mistake }) => (place ? `  ${place}: ${mistake}` : `  ${mistake}`)),
  ].join('\n');
