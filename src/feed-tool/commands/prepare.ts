import type { CommandContext } from '../command.js';
import { loadConfig } from '../config/load-config.js';
import { createLog } from '../log.js';
import { simulatedConfig, simulatedTransport } from '../simulate/simulated-transport.js';
import { httpTransport } from '../sources/http-transport.js';
import { createSource } from '../sources/source.js';
import type { LoadedConfig, Log, Source, Transport } from '../types.js';

/** A log for commands that print their results at the end. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Returns a string option, or undefined if it is not given. */
export function optionOf({ options }: Pick<CommandContext, 'options'>, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The file of the configuration if the options name none. */
export const DEFAULT_CONFIG = 'feed.config.json';

/** Whether the log is for people: with `--pretty`, or in a terminal. */
export const isPretty = ({ stderr, options }: Pick<CommandContext, 'stderr' | 'options'>): boolean =>
  options.pretty === true || (stderr as { isTTY?: boolean }).isTTY === true;

/** Creates the log of a command that writes to standard error. */
export function logOf(context: CommandContext, secrets: readonly string[]): Log {
  const { stderr } = context;
  // The program that reads the log may stop reading. The command continues.
  stderr.on('error', () => undefined);
  return createLog({ write: (line) => void stderr.write(`${line}\n`), secrets, pretty: isPretty(context) });
}

/** What a command requests, and how. */
export interface Prepared {
  readonly loaded: LoadedConfig;
  readonly transport: Transport;
}

/** Loads the configuration that the options of a command name, or that of the simulated market with `--simulate`. */
export async function prepare(context: CommandContext): Promise<Prepared> {
  if (context.options.simulate === true) return { loaded: simulatedConfig(), transport: simulatedTransport };
  const loaded = await loadOf(context);
  return { loaded, transport: httpTransport({ allowPrivate: loaded.config.allowPrivate }) };
}

/** Loads the configuration that the options of a command name. */
export const loadOf = (context: CommandContext, withoutKeys = false): Promise<LoadedConfig> =>
  loadConfig(optionOf(context, 'config') ?? DEFAULT_CONFIG, {
    environment: context.environment,
    envFile: optionOf(context, 'env-file'),
    folder: context.folder,
    withoutKeys,
  });

/** Requests all sources of a configuration once, and resolves with them when all have responded or failed. */
export async function requestOnce(
  { config, secrets }: LoadedConfig,
  { signal, transport, now }: { signal: AbortSignal; transport: Transport; now?: () => number },
): Promise<Source[]> {
  const sources = config.sources.map((source) =>
    createSource(source, { transport, log: silentLog, secrets, ...(now && { now }) }),
  );
  const stop = (): void => sources.forEach((source) => source.stop());
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  else await Promise.all(sources.map((source) => source.requestNow()));
  signal.removeEventListener('abort', stop);
  return sources;
}
