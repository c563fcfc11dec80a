import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { parseFeed } from 'market-ticker/feed.js';
import { expect, onTestFinished, test } from 'vitest';
import schema from '../../../src/feed/feed.v1.schema.json' with { type: 'json' };
import { json, startSource } from '../../support/feed-tool/source-server.js';
import { withBuiltTool } from './built-tool.js';

const isFeed = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const tool = withBuiltTool();
const key = 'key-that-nobody-may-see';

const chapter = readFileSync('docs/feed.md', 'utf8');
const [, documented] = /<!-- feed config -->\s+```json\n([^]*?)```/.exec(chapter)!;
const [command] = /(?<=npx --no-install market-ticker-feed )once .*(?= 2>>feed\.log)/.exec(chapter)!;

/** Runs the command of the cron job in a folder that has the configuration. */
async function run(folder: string) {
  const args = command.replace('/srv/www', folder).split(' ');
  const env = { PATH: process.env.PATH };
  const job = spawn(process.execPath, [tool.file, ...args], { stdio: 'pipe', cwd: folder, env });
  let output = '';
  for (const stream of [job.stdout, job.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
  const [status] = (await once(job, 'close')) as [number];
  return { status, output };
}

test('the cron job of the chapter writes a valid feed, and keeps the last one if the source fails', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'feed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const row = (code: string, last: string, diff: string) => ({ code, last, diff, time: '2025-06-09T15:30:00+09:00' });
  const source = await startSource(
    json({ rows: [row('KOSDAQ', '764.21', '7.98'), row('KOSPI', '2,855.77', '43.72')] }),
  );
  const config = {
    ...(JSON.parse(documented!.replace('https://quotes.example', source.origin)) as object),
    allowPrivate: [new URL(source.origin).hostname],
  };
  writeFileSync(join(folder, 'feed.config.json'), JSON.stringify(config));
  writeFileSync(join(folder, '.env'), `QUOTES_KEY=${key}\n`);
  expect(await run(folder)).toMatchObject({ status: 0, output: expect.not.stringContaining(key) as string });
  expect(source.requests.map(({ url }) => url)).toEqual([`/latest.json?key=${key}`]);
  const file = join(folder, 'markets.json');
  const feed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  expect(isFeed(feed), JSON.stringify(isFeed.errors)).toBe(true);
  const asOf = Date.parse('2025-06-09T15:30:00+09:00');
  const read = parseFeed(feed);
  expect(read.issues).toEqual([]);
  expect(read.quotes).toMatchObject([
    { id: 'KOSPI', price: 2855.77, change: 43.72, delay: 20, asOf },
    { id: 'KOSDAQ', price: 764.21, change: 7.98, delay: 20, asOf },
  ]);

  source.answer = json({ error: 'unknown key' });
  const refused = await run(folder);
  expect([1, 3]).toContain(refused.status);
  expect(parseFeed(JSON.parse(readFileSync(file, 'utf8'))).quotes).toEqual(read.quotes);
  expect(readdirSync(folder).sort()).toEqual(['.env', 'feed.config.json', 'feed.state.json', 'markets.json']);
});
