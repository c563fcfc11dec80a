import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the tag builder generates is run with the package as it is built; so that is built, where it is not there yet. */
export default function setup(): void {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  if (existsSync(`${cwd}/dist/cdn/adapters/yahoo.js`)) return;
  execFileSync('npm', ['run', 'build'], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' }, // not that of the tests
  });
}
