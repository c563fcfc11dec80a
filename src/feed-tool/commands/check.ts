import type { Command } from '../command.js';

export const check: Command = ({ stderr }) => {
  stderr.write('check is not built yet.\n');
  return Promise.resolve(2);
};
