import { execFileSync } from 'node:child_process';

/** The publisher and the page of the edge run on what is built. */
export default function setup(): void {
  execFileSync('npm', ['run', 'build'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' }, // not that of the tests
  });
}
