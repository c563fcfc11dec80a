import { createInterface } from 'node:readline/promises';
import type { CommandContext } from '../command.js';

/** Asks a question and resolves with the answer, or with the default if the answer is empty. */
export type Ask = (question: string, byDefault: string) => Promise<string>;

/** Thrown if the input ends before a question is answered. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * Runs a dialogue. The input may be a terminal, a pipe or a file. Lines that arrive before their question is asked are
 * kept. `readline.question` would lose them.
 */
export async function withQuestions<Result>(
  { stdin, stdout, signal }: CommandContext,
  dialogue: (ask: Ask) => Promise<Result>,
): Promise<Result> {
  const terminal = createInterface({ input: stdin });
  const stop = (): void => terminal.close();
  signal.addEventListener('abort', stop);
  const lines = terminal[Symbol.asyncIterator]();
  try {
    return await dialogue(async (question, byDefault) => {
      stdout.write(`${question} [${byDefault}] `);
      const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
      if (done) throw new NoAnswer();
      return value.trim() || byDefault;
    });
  } finally {
    signal.removeEventListener('abort', stop);
    terminal.close();
  }
}
