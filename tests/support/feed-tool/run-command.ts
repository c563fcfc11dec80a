import { Readable, Writable } from 'node:stream';
import { UsageError, type Command, type CommandContext } from '../../../src/feed-tool/command.js';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process. A `UsageError` is code 2, as in `main`. */
export async function runCommand(
  command: Command,
  { input = [], ...context }: Partial<CommandContext> & { input?: readonly string[] } = {},
): Promise<CommandResult> {
  const texts = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr'): Writable =>
    new Writable({
      write(part: Buffer, _encoding, done) {
        texts[name] += part.toString();
        done();
      },
    });
  try {
    const code = await command({
      options: {},
      args: [],
      stdin: Readable.from(input),
      stdout: sink('stdout'),
      stderr: sink('stderr'),
      environment: {},
      folder: '.',
      signal: new AbortController().signal,
      ...context,
    });
    return { code, ...texts };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { code: 2, stdout: texts.stdout, stderr: error.message };
  }
}
