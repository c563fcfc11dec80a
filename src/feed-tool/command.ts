import type { Readable, Writable } from 'node:stream';

/** What a command has of the process. Tests hand over streams of their own. */
export interface CommandContext {
  /** The values of the options by name, without the leading hyphens. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** The arguments after the name of the command. */
  readonly args: readonly string[];
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder from which relative paths of the command line start. */
  readonly folder: string;
  /** Is aborted when the process is asked to end. */
  readonly signal: AbortSignal;
}

/** Runs a command and resolves with the exit code. */
export type Command = (context: CommandContext) => Promise<number>;

/** An error in the command line or the configuration, whose message is printed as it is, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
