import type { Issue } from '../../src/feed.js';

/** The log of the publisher. */
export interface Log {
  readonly error: (error: Error) => void;
  /** Logs the first issues of an answer, unless they are those of the answer before. */
  readonly issues: (issues: readonly Issue[]) => void;
}

/**
 * Creates a log that masks the keys of an upstream.
 *
 * @param address the address of the upstream, whose path, query or user may contain keys
 */
export function createLog(address: string, write: (line: string) => void): Log;
