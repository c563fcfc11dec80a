import { defineConfig } from 'vitest/config';
import { findChromium } from '../../support/browsers/find.mjs';

const path = await findChromium();
if (path) process.env.CHROMIUM_PATH = path;

// The configuration of `npm run soak`. It is separate from the other tests because it takes some minutes.
export default defineConfig({
  test: { name: 'soak', include: ['tests/bench/soak/*.test.ts'], testTimeout: 3_600_000, hookTimeout: 60_000 },
});
