import type { Command } from '../command.js';

export const init: Command = ({ stderr }) => {
  stderr.write('init is not built yet.\n');
  return Promise.resolve(2);
};
