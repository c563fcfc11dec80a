import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from '../../../src/feed-tool/merge/write-atomically.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (...names: string[]) => join(folder, ...names);
/** The number of a process that does not run, because it is larger than any that a system gives. */
const NOT_RUNNING = 2 ** 30;

test('a file is written and written again, and nothing else is left', async () => {
  await writeAtomically(file('a.json'), 'one');
  expect(await readFile(file('a.json'), 'utf8')).toBe('one');
  await writeAtomically(file('a.json'), '둘');
  expect(await readFile(file('a.json'), 'utf8')).toBe('둘');
  expect(await readdir(folder)).toEqual(['a.json']);
});

test('missing folders are made', async () => {
  await writeAtomically(file('public', 'feeds', 'a.json'), 'one');
  expect(await readFile(file('public', 'feeds', 'a.json'), 'utf8')).toBe('one');
});

test('leftovers of killed runs are removed, and those of running processes and other files are not', async () => {
  const leftover = (pid: number) => `.a.json.${pid}-0123456789ab.tmp`;
  const others = [leftover(process.ppid), '.a.json.tmp', '.a.json.x-0123456789ab.tmp', '.b.json.1-0123456789ab.tmp'];
  const killed = [leftover(NOT_RUNNING), leftover(process.pid)];
  for (const name of [...others, ...killed]) await writeFile(file(name), 'half');
  await writeAtomically(file('a.json'), 'one');
  expect((await readdir(folder)).sort()).toEqual([...others, 'a.json'].sort());
});

test('the permissions of the file stay, and a link stays a link', async () => {
  await writeFile(file('target.json'), 'old');
  await chmod(file('target.json'), 0o640);
  await symlink('target.json', file('link.json'));
  await writeAtomically(file('link.json'), 'new');
  expect(await readFile(file('target.json'), 'utf8')).toBe('new');
  expect((await lstat(file('link.json'))).isSymbolicLink()).toBe(true);
  expect((await stat(file('target.json'))).mode & 0o777).toBe(0o640);
});

test('if the file cannot be replaced, the error is that of the system and nothing is left', async () => {
  await writeAtomically(file('folder', 'inside'), 'one');
  await expect(writeAtomically(file('folder'), 'two')).rejects.toMatchObject({ code: 'EISDIR' });
  await expect(writeAtomically(file('folder', 'inside', 'x'), 'two')).rejects.toMatchObject({ code: 'EEXIST' });
  expect(await readdir(folder)).toEqual(['folder']);
  expect(await readdir(file('folder'))).toEqual(['inside']);
});

test('several writes at once leave one of the texts', async () => {
  const texts = [...Array(20).keys()].map((index) => `${index}`.repeat(10_000));
  await Promise.all(texts.map((text) => writeAtomically(file('a.json'), text)));
  expect(texts).toContain(await readFile(file('a.json'), 'utf8'));
  expect(await readdir(folder)).toEqual(['a.json']);
});

test('a link to a file that does not exist yet stays, and the file is made', async () => {
  await symlink('later.json', file('link'));
  await writeAtomically(file('link'), 'one');
  expect((await lstat(file('link'))).isSymbolicLink()).toBe(true);
  expect(await readFile(file('later.json'), 'utf8')).toBe('one');
});

test('a pipe is written to and not replaced, as devices are', async () => {
  execFileSync('mkfifo', [file('pipe')]);
  const [text] = await Promise.all([readFile(file('pipe'), 'utf8'), writeAtomically(file('pipe'), 'one')]);
  expect(text).toBe('one');
  expect((await lstat(file('pipe'))).isFIFO()).toBe(true);
  expect(await readdir(folder)).toEqual(['pipe']);
});
