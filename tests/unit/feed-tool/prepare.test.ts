import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { isPretty, logOf } from '../../../src/feed-tool/commands/prepare.js';

/** Returns what a log writes to a standard error output of the given kind. */
function logged(isTTY: boolean, pretty?: boolean): string {
  const stderr = Object.assign(new PassThrough(), { isTTY });
  const context = { stderr, options: { pretty } } as unknown as Parameters<typeof logOf>[0];
  expect(isPretty(context)).toBe(isTTY || pretty === true);
  logOf(context, []).info('listening');
  return String(stderr.read());
}

test('the log is for people in a terminal, or if they ask for it, and JSON otherwise', () => {
  expect(logged(true)).toMatch(/Z info {2}listening\n$/);
  expect(logged(false, true)).toMatch(/Z info {2}listening\n$/);
  expect(JSON.parse(logged(false))).toMatchObject({ event: 'listening' });
});
