import { resolve } from 'node:path';
import { UsageError, type Command } from '../command.js';
import { createEngine } from '../engine.js';
import { EXIT } from '../exit-codes.js';
import { failureReason } from '../failure-reason.js';
import { writeAtomically } from '../merge/write-atomically.js';
import { logOf, optionOf, prepare } from './prepare.js';

/**
 * Requests each source once and writes the feed to a file. With a state file, a source that fails keeps its last good
 * values from an earlier run. If no source responds, the file of the earlier run is kept.
 */
export const once: Command = async (context) => {
  const { args, folder, signal } = context;
  const out = optionOf(context, 'out');
  if (out === undefined || args.length > 0) throw new UsageError('once needs an output file: once --out FILE');
  const { loaded, transport } = await prepare(context);
  const log = logOf(context, loaded.secrets);
  const engine = createEngine(loaded, { transport, log });
  const stop = (): void => void engine.stop();
  signal.addEventListener('abort', stop);
  if (!signal.aborted) await engine.requestAll();
  signal.removeEventListener('abort', stop);
  await engine.stop();

  const { merged, sources } = engine;
  const failed = sources.filter(({ state }) => state.error);
  if (signal.aborted || !merged || failed.length === sources.length) {
    log.error('nothing was written', {
      out,
      reason: signal.aborted ? 'stopped' : 'no source sent usable data',
    });
    return EXIT.nothingWritten;
  }
  try {
    await writeAtomically(resolve(folder, out), merged.text);
  } catch (error) {
    log.error('feed cannot be written', { out, reason: failureReason(error) });
    return EXIT.nothingWritten;
  }
  log.info('feed written', {
    out,
    items: merged.feed.quotes.length,
    ...(merged.missing.length > 0 && { missing: merged.missing }),
    ...(failed.length > 0 && { failed: failed.map(({ state }) => state.config.name) }),
  });
  return failed.length > 0 ? EXIT.sourceFailed : EXIT.success;
};
