import type { Readable, Writable } from 'node:stream';

/** The parts of the process that a command uses. Tests pass their own streams. */
export interface CommandContext {
  /** The values of the options by name, without the leading hyphens. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** The arguments after the name of the command. */
  readonly args: readonly string[];
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths on the command line start from. */
  readonly folder: string;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
}

/** Runs a command and resolves with the exit code. */
export type Command = (context: CommandContext) => Promise<number>;

/** An error in the command line or the configuration. Its message is printed without a stack trace. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
