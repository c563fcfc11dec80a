import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { preview } from 'vite';
import buildPackage, { newest } from './global-setup.js';

const built = 'dist-demo/index.html';

/** Builds the demo if it is older than its sources. */
export default function setup(): void {
  buildPackage(); // The tag builder states the hashes of the built files.
  const folders = ['demo', 'src', 'dist/cdn', 'scripts/project'];
  const sources = Math.max(...folders.map(newest), statSync('vite.config.ts').mtimeMs);
  if (existsSync(built) && statSync(built).mtimeMs > sources) return;
  execFileSync('npm', ['run', 'build:demo'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' }, // Vitest sets it to `test`
  });
}

/** Serves the built demo as static files, without the feed server of the config. */
export const serveDemo = (base?: string) =>
  preview({
    configFile: false,
    base,
    build: { outDir: 'dist-demo' },
    preview: { host: '127.0.0.1', port: 0 },
    logLevel: 'error',
  });
