import { defineConfig } from 'vitest/config';

// What tests src/model and src/adapters, without what only starts servers or reads the configuration.
export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts'],
    exclude: ['tests/unit/{demo,builder,motion,render,view,feed,tools}/**'],
    env: { PROPERTY_RUNS: '100' },
    isolate: false, // each mutant is a run, and loading thirty files apart takes most of it
  },
});
