import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError, type Command } from './command.js';
import { EXIT } from './exit-codes.js';

type Options = NonNullable<ParseArgsConfig['options']>;

const config: Options = { config: { type: 'string', short: 'c' }, 'env-file': { type: 'string' } };
const log: Options = { pretty: { type: 'boolean' } };
const simulate: Options = { simulate: { type: 'boolean' } };

/** The commands with their options. A command's module is loaded only when the command runs. */
export const commands: Record<
  string,
  { options: Options; usage: string; about: string; load: () => Promise<Command> }
> = {
  init: {
    options: { ...config, preset: { type: 'string' }, force: { type: 'boolean' } },
    usage: 'init [--preset krx-exim|yahoo-demo|paths] [--config FILE] [--force]',
    about: 'Writes a configuration, by a few questions or from a preset.',
    load: async () => (await import('./commands/init.js')).init,
  },
  check: {
    options: { ...config, ...simulate, adapter: { type: 'string' }, paths: { type: 'string' } },
    usage: 'check [FILE|URL] [--adapter NAME] [--paths JSON] [--config FILE] [--env-file FILE] [--simulate]',
    about: 'Requests each source once and prints what the strip will show, or checks one JSON feed.',
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
    about: 'Requests the sources at their pace and serves the feed, its stream, a picture and a sentence.',
    load: async () => (await import('./commands/serve.js')).serve,
  },
  record: {
    options: { ...config, ...simulate, out: { type: 'string', short: 'o' } },
    usage: 'record --out FOLDER [--config FILE] [--env-file FILE] [--simulate]',
    about: 'Requests each source once and writes the answers to files, without keys.',
    load: async () => (await import('./commands/record.js')).record,
  },
  replay: {
    options: { ...config, ...log, out: { type: 'string', short: 'o' } },
    usage: 'replay FOLDER [--out FILE] [--config FILE]',
    about: 'Makes the feed of recorded answers, without a network or a key.',
    load: async () => (await import('./commands/replay.js')).replay,
  },
};

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const usage = (): string =>
  [
    'market-ticker-feed makes one feed for <market-ticker> of the sources that a paper has.',
    '',
    ...Object.values(commands).flatMap(({ usage, about }) => [`  market-ticker-feed ${usage}`, `      ${about}`]),
    '',
    'Try it with no network and no key: market-ticker-feed serve --simulate',
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
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  // The second signal ends the process as usual.
  for (const signal of SIGNALS) process.once(signal, abort);
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageError(`“${name}” is no command. Try: market-ticker-feed help`);
    const { values, positionals } = parse(rest, command.options, command.usage);
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
 * Keeps a broken output from ending the process with a stack. Whoever reads the output may stop reading, as `head` does.
 * If it is lost for another reason, such as a full disk, the exit code says so.
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

function parse(args: string[], options: Options, usage: string) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nUsage: market-ticker-feed ${usage}`);
  }
}
