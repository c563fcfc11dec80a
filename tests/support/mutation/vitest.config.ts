import { defineConfig } from 'vitest/config';

// Runs the unit tests of src/model, src/adapters and the closes of the feed tool only: the other tests would make each mutant
// slower.
export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts'],
    exclude: [
      'tests/unit/{demo,builder,motion,render,view,feed,tools}/**',
      'tests/unit/feed-tool/*/**',
      'tests/unit/feed-tool/!(merge*|price-record|trend|zoned-days).test.ts',
    ],
    env: { PROPERTY_RUNS: '100' },
    isolate: false, // each mutant is a test run, most of which would be spent on loading thirty files in isolation
  },
});
