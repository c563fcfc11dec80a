import { defineConfig } from 'vitest/config';
import { schemaValidator } from '../../../vite.feed-tool.js';

// The configuration of `npm run soak:feed`. It is separate from the other tests because it takes about a minute.
export default defineConfig({
  plugins: [schemaValidator()],
  test: { name: 'feed-soak', include: ['tests/bench/feed-soak/*.test.ts'], testTimeout: 600_000 },
});
