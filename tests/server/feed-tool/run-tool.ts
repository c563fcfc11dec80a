import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

const TOOL = 'dist/feed-tool/market-ticker-feed.js';

/** Starts the command. It is killed when the test has finished. */
export function runTool(args: readonly string[], cwd = process.cwd()) {
  const child = spawn(process.execPath, [`${process.cwd()}/${TOOL}`, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout.on('data', (part: Buffer) => (text += part.toString()));
  child.stderr.on('data', (part: Buffer) => (text += part.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const records = (): Record<string, unknown>[] =>
    text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { child, ended, text: () => text, records };
}
