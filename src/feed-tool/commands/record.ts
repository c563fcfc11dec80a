import type { Command } from '../command.js';

export const record: Command = ({ stderr }) => {
  stderr.write('record is not built yet.\n');
  return Promise.resolve(2);
};
