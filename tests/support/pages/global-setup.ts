import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';

const built = 'dist/cdn/market-ticker.js';

const newest = (folder: string): number =>
  Math.max(...readdirSync(folder, { recursive: true }).map((name) => statSync(`${folder}/${String(name)}`).mtimeMs));

/** Builds the package if it is older than its sources: the pages under test load it, and the server renders with it. */
export default function setup(): void {
  const buildFiles = ['vite.cdn.ts', 'package.json', 'package-lock.json'].map((file) => statSync(file).mtimeMs);
  const sources = Math.max(newest('src'), newest('scripts/manifest'), ...buildFiles);
  if (existsSync(built) && statSync(built).mtimeMs > sources) return;
  execFileSync('npm', ['run', 'build'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' }, // Vitest sets it to `test`
  });
}
