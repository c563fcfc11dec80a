import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';

const built = 'dist/cdn/market-ticker.js';

const newest = (folder: string): number =>
  Math.max(...readdirSync(folder, { recursive: true }).map((name) => statSync(`${folder}/${String(name)}`).mtimeMs));

/** Pages load what is built, and a server renders with it: it is built anew where it is older than its sources. */
export default function setup(): void {
  const made = ['vite.cdn.ts', 'package.json', 'package-lock.json'].map((file) => statSync(file).mtimeMs);
  const sources = Math.max(newest('src'), newest('scripts/manifest'), ...made);
  if (existsSync(built) && statSync(built).mtimeMs > sources) return;
  execFileSync('npm', ['run', 'build'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' }, // not that of the tests
  });
}
