import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { runCommand } from './run-command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('publint finds no problem', async () => {
  const { ok, output } = await runCommand(root, 'npx', 'publint', inject('tarball'), '--strict');
  expect(ok, output).toBe(true);
  expect(output).toContain('All good!');
});

test('Are The Types Wrong finds no problem in any entry', async () => {
  const { ok, output } = await runCommand(root, 'npx', 'attw', inject('tarball'), '--profile', 'esm-only');
  expect(ok, output).toBe(true);
});
