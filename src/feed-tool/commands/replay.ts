import type { Command } from '../command.js';

export const replay: Command = ({ stderr }) => {
  stderr.write('replay is not built yet.\n');
  return Promise.resolve(2);
};
