import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';

/** The file that is built last. */
const built = 'dist/feed-tool/market-ticker-feed.js';

export const newest = (folder: string): number =>
  Math.max(...readdirSync(folder, { recursive: true }).map((name) => statSync(`${folder}/${String(name)}`).mtimeMs));

/** Builds the package if it is older than its sources: the pages under test load it, servers render with it, and the feed tool is run. */
export default function setup(): void {
  const buildFiles = ['vite.cdn.ts', 'vite.feed-tool.ts', 'package.json', 'package-lock.json'].map(
    (file) => statSync(file).mtimeMs,
  );
  const sources = Math.max(newest('src'), newest('scripts/manifest'), ...buildFiles);
  if (existsSync(built) && statSync(built).mtimeMs > sources) return;
  execFileSync('npm', ['run', 'build'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' }, // Vitest sets it to `test`
  });
}
