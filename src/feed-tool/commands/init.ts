import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { urlOf } from '../../model/url-of.js';
import { UsageError, type Command, type CommandContext } from '../command.js';
import { DEFAULT_EVERY } from '../config/config-values.js';
import type { FeedConfig } from '../config/feed-config.js';
import { presets, type Preset } from '../config/presets.js';
import { suggestionOf } from '../did-you-mean.js';
import { EXIT } from '../exit-codes.js';
import { excerpt } from '../excerpt.js';
import { failureReason } from '../failure-reason.js';
import { printable } from '../printable.js';
import { bareHost, isPrivate } from '../sources/private-addresses.js';
import type { SourceConfig } from '../types.js';
import { NoAnswer, withQuestions, type Ask } from './ask.js';
import { DEFAULT_CONFIG, optionOf } from './prepare.js';

const SCHEMA = './node_modules/market-ticker/dist/feed.config.schema.json';

/** Writes a configuration from a few questions or from a preset, and prints the licence and the delay of each source. */
export const init: Command = async (context) => {
  const { stdout, stderr, options, args, folder } = context;
  if (args.length) throw new UsageError('init takes no argument; name the file with --config FILE');
  const path = optionOf(context, 'config') ?? DEFAULT_CONFIG;
  if (!path.endsWith('.json')) throw new UsageError(`init can only write a .json file, not ${path}`);
  const file = resolve(folder, path);
  const preset = presetOf(context);
  if (existsSync(file) && !options.force) throw new UsageError(`${path} already exists; to replace it, add --force`);
  let chosen: Preset[];
  try {
    chosen = preset ? [preset] : await withQuestions(context, choose);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    stderr.write('\nThe input ended before all questions were answered. No file was written.\n');
    return EXIT.usage;
  }
  const config = join(chosen);
  try {
    // Without --force, a file that was created in the meantime is not replaced either.
    await writeFile(file, `${JSON.stringify(config, null, 2)}\n`, { flag: options.force ? 'w' : 'wx' });
  } catch (error) {
    stderr.write(`${path} can’t be written (${failureReason(error)})\n`);
    return EXIT.nothingWritten;
  }
  stdout.write(summaryOf(path, config, chosen));
  return EXIT.success;
};

/** Returns the preset that the options name, if any. */
function presetOf(context: CommandContext): Preset | undefined {
  const name = optionOf(context, 'preset');
  const [, preset] = Object.entries(presets).find(([known]) => known === name) ?? [];
  if (name !== undefined && !preset) {
    const names = Object.keys(presets);
    throw new UsageError(`--preset “${name}” is not one of ${names.join(', ')}${suggestionOf(name, names)}`);
  }
  return preset;
}

async function choose(ask: Ask): Promise<Preset[]> {
  const known = Object.values(presets);
  const list = known.map(({ about }, index) => `  ${index + 1}  ${about}\n`).join('');
  const numbers = await askUntil(
    ask,
    `Where do the numbers come from?\n${list}Enter one number, or several separated by commas:`,
    '1',
    (answer) => {
      const found = answer.split(/[\s,]+/).map((number) => known[Number(number) - 1]);
      return found.every((preset) => preset !== undefined) ? [...new Set(found)] : undefined;
    },
    `is not a number from 1 to ${known.length}, or several of them separated by commas`,
  );
  const chosen: Preset[] = [];
  for (const preset of numbers) chosen.push(preset === presets.paths ? await askForOwn(ask, preset) : preset);
  return chosen;
}

/** Asks for the URL of the publisher's own JSON and for the name that readers see. */
async function askForOwn(ask: Ask, preset: Preset): Promise<Preset> {
  const [source] = preset.config.sources;
  const url = await askUntil(
    ask,
    'URL of your JSON:',
    source.url,
    (answer) => (/^https?:$/.test(urlOf(answer, 'invalid:')?.protocol ?? '') ? answer : undefined),
    'is not a URL that begins with https:// or http://',
  );
  const { hostname } = new URL(url);
  const name = await ask('Name of the source, as readers see it:', hostname);
  // Your own server may have a private address. A user who types its URL allows it.
  const host = bareHost(hostname);
  const isOwn = host === 'localhost' || (isIP(host) > 0 && isPrivate(host));
  const sources: FeedConfig['sources'] = [{ ...source, url, credit: { name: name.slice(0, 80) } }];
  return { ...preset, config: { ...preset.config, sources, ...(isOwn && { allowPrivate: [hostname] }) } };
}

/**
 * Asks again until the answer can be used.
 *
 * @param mistake says what is wrong with an answer for which `read` returns undefined
 */
async function askUntil<Value>(
  ask: Ask,
  question: string,
  byDefault: string,
  read: (answer: string) => Value | undefined,
  mistake: string,
): Promise<Value> {
  let asked = question;
  for (;;) {
    const answer = await ask(asked, byDefault);
    const value = read(answer);
    if (value !== undefined) return value;
    asked = `${printable(`“${excerpt(answer, 80)}” ${mistake}.`)}\n${question}`;
  }
}

/** Joins presets. The result states the order of the items only if each preset does. */
function join(chosen: readonly Preset[]): FeedConfig {
  const configs = chosen.map(({ config }) => config);
  const sources = configs.flatMap((config) => config.sources) as FeedConfig['sources'];
  const items = configs.every((config) => config.items) ? configs.flatMap((config) => config.items ?? []) : [];
  const [first, ...others] = new Set(items);
  const notice = configs.find((config) => config.notice)?.notice;
  const allowPrivate = configs.flatMap((config) => config.allowPrivate ?? []);
  return {
    $schema: SCHEMA,
    sources,
    ...(first !== undefined && { items: [first, ...others] }),
    ...(notice && { notice }),
    ...(allowPrivate.length && { allowPrivate }),
  };
}

function summaryOf(path: string, { sources }: FeedConfig, chosen: readonly Preset[]): string {
  const keys = Object.entries(Object.assign({}, ...chosen.map((preset) => preset.keys)) as Preset['keys']);
  const options = `${path === DEFAULT_CONFIG ? '' : ` --config ${path}`}${keys.length ? ' --env-file .env' : ''}`;
  return [
    `Wrote ${path}.`,
    '',
    ...sources.flatMap((source) => [`${source.name}: ${lateness(source)}.`, `  ${source.licence ?? ''}`]),
    '',
    ...(keys.length
      ? [
          'Write your keys into the file .env, and keep this file private:',
          ...keys.map(([key, origin]) => `  ${key}=   ${origin}`),
          '',
        ]
      : []),
    ...(sources.some(({ paths }) => paths)
      ? ['Change “paths” to fit your JSON. See node_modules/market-ticker/docs/adapters.md.', '']
      : []),
    'Pages of your own site read the feed through your web server. Pages of another origin can read it from “serve” only if',
    'the configuration names the origin: "serve": { "cors": ["https://paper.example"] }',
    '',
    `Next: npx market-ticker-feed check${options}`,
    '',
  ].join('\n');
}

function lateness({ delay, every = DEFAULT_EVERY }: SourceConfig): string {
  const late = delay === undefined ? 'delay unknown' : delay === 'eod' ? 'end of day' : `${delay} minutes late`;
  return `${late}, requested every ${every} s`;
}
