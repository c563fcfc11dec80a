import { defineConfig } from 'vitest/config';
import { findChromium } from '../../support/browsers/find.mjs';

const path = await findChromium();
if (path) process.env.CHROMIUM_PATH = path;

// `npm run soak`: apart from the other tests, as it takes its ten minutes.
export default defineConfig({
  test: { name: 'soak', include: ['tests/bench/soak/*.test.ts'], testTimeout: 3_600_000, hookTimeout: 60_000 },
});
