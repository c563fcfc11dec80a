import { resolve } from 'node:path';
import { writeFeed } from '../../model/write-feed.js';
import { UsageError, type Command } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { failureReason } from '../failure-reason.js';
import { writeAtomically } from '../merge/write-atomically.js';
import { createReplay } from '../sources/recording.js';
import { describeResult } from './describe-feed.js';
import { mergeStates } from './merge-states.js';
import { loadOf, optionOf, requestOnce } from './prepare.js';

/** Builds the feed from recorded responses as it was at the time of the recording, without a network or a key. */
export const replay: Command = async (context) => {
  const { args, folder, stdout, stderr, signal } = context;
  const [recording, ...others] = args;
  if (recording === undefined || others.length) throw new UsageError('replay needs one folder: replay FOLDER');
  const loaded = await loadOf(context, true);
  const { transport, recordedAt } = await createReplay(resolve(folder, recording), recording);
  const sources = await requestOnce(loaded, { signal, transport, now: () => recordedAt });
  const states = sources.map(({ state }) => state);
  for (const state of states) if (state.error) stderr.write(`${describeResult(state)}\n`);
  const { feed } = mergeStates(states, loaded.config, recordedAt);
  if (!feed.quotes.length) {
    stderr.write('No source sent usable data, so no feed was written.\n');
    return EXIT.nothingWritten;
  }
  const text = `${JSON.stringify(writeFeed(feed), null, 2)}\n`;
  const out = optionOf(context, 'out');
  try {
    if (out === undefined) stdout.write(text);
    else await writeAtomically(resolve(folder, out), text);
  } catch (error) {
    stderr.write(`${out} can’t be written (${failureReason(error)})\n`);
    return EXIT.nothingWritten;
  }
  return states.some(({ error }) => error) ? EXIT.sourceFailed : EXIT.success;
};
