import type { Command } from '../command.js';

export const once: Command = ({ stderr }) => {
  stderr.write('once is not built yet.\n');
  return Promise.resolve(2);
};
