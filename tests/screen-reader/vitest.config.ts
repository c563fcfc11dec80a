import { defineConfig } from 'vitest/config';

// The configuration of `npm run test:screen-reader`. Both browsers run at the same time, each on a desktop of its own.
export default defineConfig({
  test: {
    name: 'screen-reader',
    include: ['tests/screen-reader/*.test.ts'],
    globalSetup: ['tests/support/pages/global-setup.ts'],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    retry: 1, // a word may come too late on a busy machine
  },
});
