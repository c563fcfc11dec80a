import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { cdnBuild, cdnPlugins } from './vite.cdn.js';
import { feedToolBuild, feedToolBundle, finishFeedTool, schemaValidator } from './vite.feed-tool.js';
import { cdnFiles } from './demo/server/cdn-files.js';
import { marketFeed } from './demo/server/feed-plugin.js';
import { pageParts } from './demo/server/page-parts.js';
import { projects } from './tests/support/browsers/projects.js';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

// The demo and the tests import the package by its public names. These aliases resolve the names to the source files.
const alias = [
  { find: /^market-ticker$/, replacement: path('src/index.ts') },
  { find: /^market-ticker\/(element|feed|adapters\/[\w-]+)\.js$/, replacement: path('src/$1.ts') },
];

const demoPages = (): string[] =>
  readdirSync(path('demo'))
    .filter((name) => name.endsWith('.html'))
    .map((name) => path(`demo/${name}`));

// The host is an IP address, because a container without /etc/hosts cannot resolve the name `localhost`.
const host = '127.0.0.1';

// The tests use Lit's development build on purpose. Lit would print a warning about this build for each test file.
const hideLitDevModeWarning = (log: string): false | undefined =>
  log.startsWith('Lit is in dev mode') ? false : undefined;

export default defineConfig(({ command, mode }) => {
  if (mode === 'test')
    return {
      resolve: { alias },
      plugins: [schemaValidator()],
      server: { host },
      test: { projects, onConsoleLog: hideLitDevModeWarning },
    };

  if (command === 'build' && mode === 'feed-tool')
    return {
      publicDir: false,
      ssr: feedToolBundle,
      build: feedToolBuild,
      plugins: [schemaValidator(), finishFeedTool()],
    };

  if (command === 'build' && mode !== 'demo') return { publicDir: false, build: cdnBuild, plugins: cdnPlugins };

  return {
    root: path('demo'),
    base: './',
    resolve: { alias },
    plugins: [marketFeed(), cdnFiles(), pageParts()],
    server: { host, fs: { allow: [path('.')] } }, // The source files are outside the demo's root folder.
    build: {
      outDir: path('dist-demo'),
      emptyOutDir: true,
      assetsInlineLimit: 0, // Vite must not use `data:` URLs, because the demo's Content Security Policy forbids them.
      rolldownOptions: { input: demoPages() },
    },
  };
});
