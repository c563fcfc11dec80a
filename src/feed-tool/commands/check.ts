import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkMapping } from '../../adapters/check-mapping.js';
import { urlOf } from '../../model/url-of.js';
import { UsageError, type Command, type CommandContext } from '../command.js';
import type { FeedConfig } from '../config/feed-config.js';
import { mappingMistake } from '../config/mapping-mistake.js';
import { parseJson } from '../config/read-config-file.js';
import { suggestionOf } from '../did-you-mean.js';
import { EXIT } from '../exit-codes.js';
import { failureReason } from '../failure-reason.js';
import { createMask } from '../mask-secrets.js';
import { printable } from '../printable.js';
import { httpTransport } from '../sources/http-transport.js';
import { isMissingItem, listIds } from '../sources/missing-items.js';
import { ADAPTERS } from '../sources/read-answer.js';
import { createSource } from '../sources/source.js';
import { SourceError, type SourceConfig, type SourceState, type Transport } from '../types.js';
import { describeIssue, describeQuotes, describeResult, noteOnSigns } from './describe-feed.js';
import { mergeStates } from './merge-states.js';
import { optionOf, prepare, requestOnce, silentLog } from './prepare.js';

/**
 * Requests each source once and prints what the strip will show, with every issue; or checks one JSON feed from a file or
 * URL. The exit code is 1 if a source failed, was refused, or lacks a configured item.
 */
export const check: Command = async (context) => {
  const [target, ...others] = context.args;
  if (others.length) throw new UsageError('check takes at most one file or URL');
  const { text, isComplete } = await (target === undefined ? checkConfig(context) : checkTarget(target, context));
  context.stdout.write(text);
  return isComplete ? EXIT.success : EXIT.sourceFailed;
};

/** The result as text, and whether each source responded with all configured items. */
interface Checked {
  readonly text: string;
  readonly isComplete: boolean;
}

async function checkConfig(context: CommandContext): Promise<Checked> {
  const { loaded, transport } = await prepare(context);
  const sources = await requestOnce(loaded, { ...context, transport });
  const states = sources.map(({ state }) => state);
  return describe(states, loaded.config, loaded.secrets);
}

async function checkTarget(target: string, context: CommandContext): Promise<Checked> {
  const isAddress = /^https?:\/\//i.test(target);
  const url = isAddress ? urlOf(target, 'invalid:') : new URL('http://file.invalid/');
  if (!url) throw new UsageError(`“${target}” is not a URL`);
  const name = isAddress ? url.hostname : target;
  const config: SourceConfig = { name, url: url.href, ...readingOf(context) };
  // A user who writes a URL on the command line allows its host.
  const transport = isAddress ? httpTransport({ allowPrivate: [url.hostname] }) : fileTransport(target, context.folder);
  const source = createSource(config, { transport, log: silentLog });
  await source.requestNow();
  return describe([source.state], { sources: [config] }, []);
}

/** Returns how to read the feed, according to the options. */
function readingOf(context: CommandContext): Pick<SourceConfig, 'adapter' | 'paths'> {
  const name = optionOf(context, 'adapter') ?? 'canonical';
  const adapter = ADAPTERS.find((known) => known === name);
  if (!adapter) throw new UsageError(`--adapter “${name}” is not one of ${ADAPTERS.join(', ')}`);
  const mapping = optionOf(context, 'paths');
  if (mapping === undefined) return { adapter };
  const paths = parseJson(mapping, '--paths');
  for (const issue of checkMapping(paths).issues) throw new UsageError(`--${issue.path}: ${mappingMistake(issue)}`);
  return { adapter, paths: paths as Record<string, unknown> };
}

/** Creates a transport that responds with a file, so that files and responses are read by the same rules. */
const fileTransport =
  (path: string, folder: string): Transport =>
  async () => {
    const text = await readFile(resolve(folder, path), 'utf8').catch((error: unknown) => {
      throw new SourceError('unreachable', `the file can’t be read (${failureReason(error)})`);
    });
    return { status: 200, headers: new Headers(), text: text.replace(/^\uFEFF/, '') };
  };

function describe(states: readonly SourceState[], config: FeedConfig, secrets: readonly string[]): Checked {
  const { feed, origins, missing } = mergeStates(states, config, Date.now());
  const rows = feed.quotes.map((quote) => {
    const origin = origins.get(quote.id) ?? '';
    const answered = states.find((state) => state.config.name === origin)?.feed?.quotes;
    // If a source states no as-of time, the merged quote has its time of arrival, which would look like an as-of time.
    const asOf = answered?.find(({ id }) => id === quote.id)?.asOf ?? null;
    return { quote: { ...quote, asOf }, origin };
  });
  const mask = createMask(secrets);
  const issues = feed.issues.map((issue) => `\n${describeIssue(issue, mask)}`).join('');
  const table = rows.length ? `${describeQuotes(rows)}\n\n` : '';
  const described = states.map((state) => describeSource(state, mask)).join('');
  const lacksItem = ({ feed }: SourceState): boolean => feed?.issues.some(isMissingItem) ?? false;
  return {
    text: `${table}${described}${issues}${describeMissing(missing, states)}`,
    isComplete: !missing.length && states.every((state) => state.feed && !state.error && !lacksItem(state)),
  };
}

/** Lists the ids that no source has, each with the id that was probably meant, or else the available ids. */
function describeMissing(missing: readonly string[], states: readonly SourceState[]): string {
  if (!missing.length) return '';
  const known = [...new Set(states.flatMap(({ feed }) => (feed?.quotes ?? []).map(({ id }) => id)))];
  const hints = missing.map((id) => suggestionOf(id, known).replace('; ', ''));
  const named = missing.map((id, index) => id + (hints[index] && ` (${hints[index]})`)).join(', ');
  const others = known.length > 0 && hints.includes('') ? `\nThe sources have: ${printable(listIds(known))}` : '';
  return `\nNo source has: ${printable(named)}${others}\n`;
}

function describeSource(state: SourceState, mask: (text: string) => string): string {
  const { config, feed } = state;
  const issues = (feed?.issues ?? []).map((issue) => `  ${describeIssue(issue, mask, config.adapter)}\n`);
  const licence = config.licence ? `  Licence: ${printable(config.licence)}\n` : '';
  return `${describeResult(state)}\n${licence}${issues.join('')}${noteOnSigns(state)}`;
}
