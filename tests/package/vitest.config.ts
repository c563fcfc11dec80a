import { defineConfig } from 'vitest/config';
import { findChromium } from '../support/browsers/find.mjs';

const path = await findChromium();
if (path) process.env.CHROMIUM_PATH = path;

// The configuration of `npm run test:package`. It is separate from the other tests, because these install frameworks and their tools.
export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'package',
    include: ['*.test.ts'],
    globalSetup: ['pack.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});
