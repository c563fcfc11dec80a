import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { cdnBuild, cdnPlugins } from './vite.cdn.js';
import { cdnFiles } from './demo/server/cdn-files.js';
import { marketFeed } from './demo/server/feed-plugin.js';
import { projects } from './tests/support/browsers/projects.js';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

// The demo and the tests import the package by its public names, and get the sources.
const alias = [
  { find: /^market-ticker$/, replacement: path('src/index.ts') },
  { find: /^market-ticker\/(element|feed|adapters\/[\w-]+)\.js$/, replacement: path('src/$1.ts') },
];

// What is built can be tested in place of the sources: it is minified harder than most.
const built = [
  { find: /^market-ticker(\/element\.js)?$/, replacement: path('dist/cdn/market-ticker.js') },
  { find: /^market-ticker\/(adapters\/[\w-]+\.js)$/, replacement: path('dist/cdn/$1') },
];

const demoPages = (): string[] =>
  readdirSync(path('demo'))
    .filter((name) => name.endsWith('.html'))
    .map((name) => path(`demo/${name}`));

// By number: a container without /etc/hosts does not know the name `localhost`, and nothing would start.
const host = '127.0.0.1';

// Once for each file, and it is meant to be: these are tests.
const quiet = (log: string): false | undefined => (log.startsWith('Lit is in dev mode') ? false : undefined);

export default defineConfig(({ command, mode }) => {
  if (mode === 'test')
    return {
      resolve: { alias: process.env.TEST_CDN ? built : alias },
      server: { host },
      test: { projects, onConsoleLog: quiet },
    };

  if (command === 'build' && mode !== 'demo') return { publicDir: false, build: cdnBuild, plugins: cdnPlugins };

  return {
    root: path('demo'),
    base: './',
    resolve: { alias },
    plugins: [marketFeed(), cdnFiles()],
    server: { host, fs: { allow: [path('.')] } }, // the sources are outside the root
    build: {
      outDir: path('dist-demo'),
      emptyOutDir: true,
      assetsInlineLimit: 0, // small files as data: URLs break the page's Content Security Policy
      rolldownOptions: { input: demoPages() },
    },
  };
});
