import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError, type Command } from './command.js';
import { suggestionOf } from './did-you-mean.js';
import { EXIT } from './exit-codes.js';

type Options = NonNullable<ParseArgsConfig['options']>;

const config: Options = { config: { type: 'string', short: 'c' }, 'env-file': { type: 'string' } };
const log: Options = { pretty: { type: 'boolean' } };
const simulate: Options = { simulate: { type: 'boolean' } };

/** The commands with their options. A command's module is loaded only when the command runs. */
export const commands: Record<
  string,
  { options: Options; usage: string; about: string; takesArguments?: boolean; load: () => Promise<Command> }
> = {
  init: {
    options: { ...config, preset: { type: 'string' }, force: { type: 'boolean' } },
    usage: 'init [--preset krx-exim|yahoo-demo|paths] [--config FILE] [--force]',
    about: 'Writes a configuration, from a few questions or from a preset.',
    load: async () => (await import('./commands/init.js')).init,
  },
  check: {
    options: { ...config, ...simulate, adapter: { type: 'string' }, paths: { type: 'string' } },
    usage: 'check [FILE|URL] [--adapter NAME] [--paths JSON] [--config FILE] [--env-file FILE] [--simulate]',
    about: 'Requests each source once and prints what the strip will show, or checks one JSON feed.',
    takesArguments: true,
    load: async () => (await import('./commands/check.js')).check,
  },
  once: {
    options: { ...config, ...log, ...simulate, out: { type: 'string', short: 'o' } },
    usage: 'once --out FILE [--config FILE] [--env-file FILE] [--simulate]',
    about: 'Requests each source once and writes the feed to a file, for cron and CI.',
    load: async () => (await import('./commands/once.js')).once,
  },
  serve: {
    options: { ...config, ...log, ...simulate, port: { type: 'string', short: 'p' }, host: { type: 'string' } },
    usage: 'serve [--port PORT] [--host HOST] [--config FILE] [--env-file FILE] [--pretty] [--simulate]',
    about: 'Requests the sources at their intervals and serves the feed, a stream, a picture and a text.',
    load: async () => (await import('./commands/serve.js')).serve,
  },
  record: {
    options: { ...config, ...simulate, out: { type: 'string', short: 'o' } },
    usage: 'record --out FOLDER [--config FILE] [--env-file FILE] [--simulate]',
    about: 'Requests each source once and writes the responses to files, without keys.',
    load: async () => (await import('./commands/record.js')).record,
  },
  replay: {
    options: { ...config, ...log, out: { type: 'string', short: 'o' } },
    usage: 'replay FOLDER [--out FILE] [--config FILE]',
    about: 'Builds the feed from recorded responses, without a network or a key.',
    takesArguments: true,
    load: async () => (await import('./commands/replay.js')).replay,
  },
};

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const usage = (): string =>
  [
    'market-ticker-feed builds one feed for <market-ticker> from your sources.',
    '',
    ...Object.values(commands).flatMap(({ usage, about }) => [`  market-ticker-feed ${usage}`, `      ${about}`]),
    '',
    'For help on a command, add --help. --version prints the version.',
    'To try it without a network or a key: market-ticker-feed serve --simulate',
    '',
  ].join('\n');

/** Runs the command line. Resolves with the exit code. */
export async function main(argv: readonly string[], process: NodeJS.Process): Promise<number> {
  outliveOutput(process);
  const [name, ...rest] = argv;
  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    process.stdout.write(usage());
    return name === undefined ? EXIT.usage : EXIT.success;
  }
  if (['--version', '-v'].includes(name)) {
    process.stdout.write(`${versionOfPackage()}\n`);
    return EXIT.success;
  }
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  // The second signal ends the process as usual.
  for (const signal of SIGNALS) process.once(signal, abort);
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) {
      const meant = suggestionOf(name, Object.keys(commands));
      throw new UsageError(`“${name}” is not a command${meant || '. Try: market-ticker-feed help'}`);
    }
    const { values, positionals } = parse(rest, name, command);
    if (values.help === true) {
      process.stdout.write(`${command.about}\nUsage: market-ticker-feed ${command.usage}\n`);
      return EXIT.success;
    }
    const run = await command.load();
    return await run({
      // No option may be given several times, so no value is a list.
      options: values as Record<string, string | boolean | undefined>,
      args: positionals,
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      environment: process.env,
      folder: process.cwd(),
      signal: stop.signal,
    });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.usage;
  } finally {
    for (const signal of SIGNALS) process.off(signal, abort);
  }
}

/**
 * Keeps a broken output from ending the process with a stack trace. The program that reads the output may stop, as
 * `head` does. If the output is lost for another reason, such as a full disk, the exit code reports it.
 */
function outliveOutput(process: NodeJS.Process): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    process.stderr.write(`The output can’t be written (${code})\n`);
    // The command may have ended already, or may be about to set its own exit code.
    process.once('exit', () => (process.exitCode = EXIT.nothingWritten));
  });
}

/** Parses the options and arguments of a command. Unknown ones are an error. */
function parse(args: string[], name: string, { options, usage, takesArguments }: (typeof commands)[string]) {
  const refusal = (message: string): UsageError => new UsageError(`${message}\nUsage: market-ticker-feed ${usage}`);
  const known: Options = { ...options, help: { type: 'boolean', short: 'h' } };
  try {
    const parsed = parseArgs({ args, options: known, allowPositionals: true });
    const [extra] = parsed.positionals;
    if (extra !== undefined && !takesArguments) throw refusal(`${name} takes no argument, but got “${extra}”`);
    return parsed;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    // The message names the option first: as it is written if it is unknown, else as `-p, --port <value>`.
    const [, written = ''] = /'([^']*)'/.exec(message) ?? [];
    const option = /--[^\s=]+/.exec(written)?.[0] ?? written;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const meant = suggestionOf(
        option,
        Object.keys(known).map((other) => `--${other}`),
      );
      throw refusal(`${name} has no option “${option}”${meant}`);
    }
    const takesValue = known[option.slice(2)]?.type === 'string';
    throw refusal(takesValue ? `${option} needs a value` : `${option} takes no value`);
  }
}

/** Returns the version of the package, which is two folders above the command, built or not. */
function versionOfPackage(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version?: string;
  };
  return version ?? 'unknown';
}
