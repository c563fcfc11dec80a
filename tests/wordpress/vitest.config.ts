import { defineConfig } from 'vitest/config';
import { findChromium } from '../support/browsers/find.mjs';

const path = await findChromium();
if (path) process.env.CHROMIUM_PATH = path;

// The configuration of `npm run test:wordpress`. It is separate from the other tests, because WordPress is large to install.
export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'wordpress',
    include: ['*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
