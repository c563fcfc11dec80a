import type { Command } from '../command.js';

export const serve: Command = ({ stderr }) => {
  stderr.write('serve is not built yet.\n');
  return Promise.resolve(2);
};
