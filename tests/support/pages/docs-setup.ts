import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import buildPackage, { newest } from './global-setup.js';

/** The built documentation site. It is not in `dist-docs`, because its pages are in a folder of their host. */
export const docsFolder = resolve('node_modules/.cache/docs-site');

/** The folder of the host for which the site is built, as on a forge that gives each project a folder. */
export const docsBase = '/market-ticker/';

/** Builds the documentation site, with the demo in it, if it is older than its sources. */
export default function setup(): void {
  buildPackage(); // The tag builder states the hashes of the built files.
  const built = `${docsFolder}/demo/index.html`; // It is built last.
  const sources = Math.max(...['docs', 'demo', 'src', 'dist/cdn'].map(newest), statSync('vite.config.ts').mtimeMs);
  if (existsSync(built) && statSync(built).mtimeMs > sources) return;
  for (const command of [
    ['vitepress', 'build', 'docs', '--outDir', docsFolder],
    ['vite', 'build', '--mode', 'demo', '--outDir', `${docsFolder}/demo`],
  ])
    execFileSync('npx', command, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', DOCS_BASE: docsBase }, // Vitest sets NODE_ENV to `test`
    });
}
