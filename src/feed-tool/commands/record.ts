import { resolve } from 'node:path';
import { UsageError, type Command } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../printable.js';
import { createRecorder } from '../sources/recording.js';
import { optionOf, prepare, requestOnce } from './prepare.js';

/** Requests each source once and writes the responses to files, without keys. */
export const record: Command = async (context) => {
  const { folder, stdout, stderr, signal } = context;
  const out = optionOf(context, 'out');
  if (out === undefined) throw new UsageError('record needs a folder: --out FOLDER');
  const { loaded, transport } = await prepare(context);
  try {
    const recorder = await createRecorder(resolve(folder, out), transport, loaded.secrets, Date.now());
    const sources = await requestOnce(loaded, { signal, transport: recorder.transport });
    const { answers } = await recorder.finish();
    for (const { source, file, error } of answers)
      stdout.write(printable(`${source}: ${file ?? `no file (${error?.kind}): ${error?.message}`}`) + '\n');
    return sources.some(({ state }) => state.error) ? EXIT.sourceFailed : EXIT.success;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    stderr.write(`${out} can’t be written (${code})\n`);
    return EXIT.nothingWritten;
  }
};
