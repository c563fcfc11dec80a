import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeAtomically } from '../../../src/feed-tool/merge/write-atomically.js';

const KILLS = 200;
/** How many processes run at the same time. */
const AT_ONCE = 2;

let folder: string;

/** A program that writes the file again and again, each time with another number of the same digits. */
const program = `
  import { writeAtomically } from './write-atomically.mjs';
  const [path] = process.argv.slice(2);
  for (let version = 0; ; version = (version + 1) % 10) {
    await writeAtomically(path, JSON.stringify({ version, items: Array(20_000).fill(version), end: version }));
    if (version === 0) process.stdout.write('.');
  }
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'power-cut-'));
  const source = readFileSync(new URL('../../../src/feed-tool/merge/write-atomically.ts', import.meta.url), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  await writeFile(join(folder, 'write-atomically.mjs'), outputText);
  await writeFile(join(folder, 'program.mjs'), program);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts a process that writes, and kills it at a random moment. */
async function writeAndKill(path: string): Promise<void> {
  const child = spawn(process.execPath, [join(folder, 'program.mjs'), path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  await delay(30 * Math.random());
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}

test(`a file is whole after each of ${KILLS} kills at random moments, and the next run tidies up`, async () => {
  const leftovers = new Set<string>();
  const series = async (name: string, kills: number): Promise<void> => {
    const path = join(folder, name, 'markets.json');
    for (let kill = 0; kill < kills; kill++) {
      await writeAndKill(path);
      const { version, items, end } = JSON.parse(await readFile(path, 'utf8')) as Record<string, number> & {
        items: number[];
      };
      expect([items.length, end]).toEqual([20_000, version]);
      for (const entry of await readdir(join(folder, name))) if (entry.endsWith('.tmp')) leftovers.add(entry);
    }
    await writeAtomically(path, '{}');
    expect(await readdir(join(folder, name))).toEqual(['markets.json']);
  };
  await Promise.all([...Array(AT_ONCE).keys()].map((index) => series(`${index}`, KILLS / AT_ONCE)));
  // Kills between two writes show nothing, so some must have been in the middle of one.
  expect(leftovers.size).toBeGreaterThan(0);
}, 120_000);
