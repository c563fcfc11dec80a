import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { run } from './run.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('publint finds nothing to complain of', async () => {
  const { ok, says } = await run(root, 'npx', 'publint', inject('tarball'), '--strict');
  expect(ok, says).toBe(true);
  expect(says).toContain('All good!');
});

test('Are The Types Wrong: they are right for every entry', async () => {
  const { ok, says } = await run(root, 'npx', 'attw', inject('tarball'), '--profile', 'esm-only');
  expect(ok, says).toBe(true);
});
