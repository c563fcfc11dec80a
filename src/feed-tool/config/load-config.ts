import { dirname, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { urlOf } from '../../model/url-of.js';
import { UsageError } from '../command.js';
import type { LoadedConfig, SourceConfig } from '../types.js';
import { checkExpandedSource, checkWrittenSource, type Report } from './check-source.js';
import { idOf } from './config-values.js';
import { expandEnvironment, type Environment, type Expanded } from './environment.js';
import type { FeedConfig } from './feed-config.js';
import { readConfigFile, readTextFile } from './read-config-file.js';
import { schemaMistakes, type Mistake } from './schema-mistakes.js';

export interface LoadOptions {
  readonly environment: Environment;
  /** A file with further variables, one `NAME=value` a line. Those of the environment itself win. Default: none. */
  readonly envFile?: string | undefined;
  /** The folder from which relative paths start. Default: that of the process. */
  readonly folder?: string;
  /** Whether variables without a value stand for themselves, for a replay, which needs no key. Default: false. */
  readonly withoutKeys?: boolean;
}

/**
 * Reads a configuration, puts values of the environment in, and checks everything that can be checked without a request.
 *
 * @param path the path of a `.json`, `.mjs` or `.js` file
 * @throws UsageError with every mistake and its place. It contains no value of the environment.
 */
export async function loadConfig(path: string, options: LoadOptions): Promise<LoadedConfig> {
  const absolute = resolve(options.folder ?? '', path);
  const written = await readConfigFile(absolute, path);
  const mistakes = schemaMistakes(written);
  const environment = await readEnvironment(options);
  const secrets = new Set<string>();
  const sources = sourcesOf(written).map((source, index) => {
    const place = `sources[${index}]`;
    // The other checks rely on the types of the schema.
    if (!source || mistakes.some((mistake) => mistake.place === place || mistake.place.startsWith(`${place}.`)))
      return source;
    const expanded = checkSource(source, environment, options, (at, mistake) =>
      mistakes.push({ place: `${place}.${at}`, mistake }),
    );
    for (const secret of expanded.secrets) secrets.add(secret);
    return expanded.source;
  });
  const config = { ...(written as FeedConfig), sources } as FeedConfig;
  if (!mistakes.length) mistakes.push(...mistakesOfWhole(config));
  if (mistakes.length) throw new UsageError(messageOf(path, mistakes));
  return { config, folder: dirname(absolute), secrets: [...secrets] };
}

async function readEnvironment({ environment, envFile, folder = '' }: LoadOptions): Promise<Environment> {
  const own = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
  if (envFile === undefined) return own;
  return { ...parseEnv(await readTextFile(resolve(folder, envFile), envFile)), ...own };
}

/** Returns the sources, as far as the schema allows to find them. */
function sourcesOf(config: unknown): (SourceConfig | undefined)[] {
  const { sources } = (config ?? {}) as { sources?: unknown };
  return Array.isArray(sources) ? (sources as SourceConfig[]) : [];
}

function checkSource(
  source: SourceConfig,
  environment: Environment,
  { withoutKeys = false }: LoadOptions,
  report: Report,
): Expanded {
  let isExpanded = true;
  checkWrittenSource(source, report);
  const known = withoutKeys ? withNames(source, environment) : environment;
  const expanded = expandEnvironment(source, known, (place, mistake) => {
    isExpanded = false;
    report(place, mistake);
  });
  if (isExpanded) checkExpandedSource(expanded.source, Date.now(), report);
  return expanded;
}

/** Returns an environment in which each variable of a source has a value, its own name if it has no other. */
function withNames(source: SourceConfig, environment: Environment): Environment {
  const names = JSON.stringify(source).matchAll(/\$\{([a-z_]\w*)\}/gi);
  const values = [...names].map(([, name = '']): [string, string] => [name, environment[name] || name]);
  return { ...environment, ...Object.fromEntries(values) };
}

function mistakesOfWhole(config: FeedConfig): Mistake[] {
  const { sources, serve = {} } = config;
  const items: readonly string[] = config.items ?? [];
  const mistakes: Mistake[] = [];
  const names = new Set<string>();
  for (const [index, { name }] of sources.entries()) {
    if (names.has(name))
      mistakes.push({ place: `sources[${index}].name`, mistake: `another source is named “${name}”` });
    names.add(name);
  }
  // A source that does not name its items may have any.
  if (sources.every((source) => source.items)) {
    const ids = new Set(sources.flatMap((source) => (source.items ?? []).map(idOf)));
    for (const [index, id] of items.entries())
      if (!ids.has(id)) mistakes.push({ place: `items[${index}]`, mistake: `no source gives the id “${id}”` });
  }
  for (const [index, origin] of (serve.cors ?? []).entries())
    if (origin !== '*' && urlOf(origin, 'invalid:')?.origin !== origin)
      mistakes.push({
        place: `serve.cors[${index}]`,
        mistake: `“${origin}” is neither “*” nor an origin, such as “https://paper.example”`,
      });
  return mistakes;
}

const messageOf = (path: string, mistakes: readonly Mistake[]): string =>
  [
    `${path} has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:`,
    ...mistakes.map(({ place, mistake }) => (place ? `  ${place}: ${mistake}` : `  ${mistake}`)),
  ].join('\n');
