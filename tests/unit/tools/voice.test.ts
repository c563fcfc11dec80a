import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';

// The voice with which `npm run test:screen-reader` hears the screen reader, as Speech Dispatcher uses it.
let home: string;
let server: Server;
let voice: ChildProcess;
let answers: AsyncIterator<string>;
let heard: AsyncIterator<string>;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'voice-'));
  server = createServer().listen(`${home}/socket`);
  voice = spawn(process.execPath, ['tests/screen-reader/voice.mjs'], {
    env: { ...process.env, VOICE_SOCKET: `${home}/socket` },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  answers = createInterface({ input: voice.stdout! })[Symbol.asyncIterator]();
  const [socket] = await once(server, 'connection');
  heard = createInterface({ input: socket })[Symbol.asyncIterator]();
});

afterEach(() => {
  voice.kill();
  server.close();
  rmSync(home, { recursive: true });
});

const tell = (...lines: string[]): boolean => voice.stdin!.write(`${lines.join('\n')}\n`);

/** Returns the voice's answers up to one that begins with `last`. */
async function answersTo(last: string): Promise<string[]> {
  const lines: string[] = [];
  while (!lines.at(-1)?.startsWith(last)) lines.push((await answers.next()).value);
  return lines;
}

const said = async (): Promise<string> => JSON.parse((await heard.next()).value);

test('is loaded with the settings of Speech Dispatcher', async () => {
  tell('INIT', 'AUDIO', 'audio_output_method=pulse', '.', 'LOGLEVEL', 'log_level=3', '.', 'SET', 'rate=10', '.');
  tell('LIST VOICES');
  const lines = await answersTo('200 ');
  expect(lines.filter((line) => line.startsWith('3'))).toEqual([]);
  expect(lines).toContain('299 OK LOADED SUCCESSFULLY');
  expect(lines).toContain('203 OK SETTINGS RECEIVED');
});

test('says the text without its tags, entities and the doubled dots of the protocol', async () => {
  tell('SPEAK', '<speak>S&amp;P 500 &lt;up&gt;', '..5 percent &unknown;</speak>', '.');
  expect(await said()).toBe('S&P 500 <up>\n.5 percent &unknown;');
});

test('reports each mark in the text before it reports the end', async () => {
  tell('SPEAK', '<speak><mark name="0:5"/>KOSPI <mark name="6:8"/>up</speak>', '.');
  expect(await answersTo('702')).toEqual([
    '202 OK RECEIVING MESSAGE',
    '200 OK SPEAKING',
    '701 BEGIN',
    '700-0:5',
    '700 INDEX MARK',
    '700-6:8',
    '700 INDEX MARK',
    '702 END',
  ]);
  expect(await said()).toBe('KOSPI up');
});

test('stops in the middle of a message, and says the next one', async () => {
  tell('SPEAK', `<speak>${'long '.repeat(100_000)}<mark name="end"/></speak>`, '.');
  await answersTo('701');
  tell('STOP');
  expect(await answersTo('703')).toEqual(['703 STOP']);
  expect(await said()).toMatch(/^long long/);
  tell('SPEAK', '<speak>short</speak>', '.');
  await answersTo('702');
  expect(await said()).toBe('short');
});

test('ends when it is told to', async () => {
  const ended = once(voice, 'exit');
  tell('QUIT');
  expect(await answersTo('210')).toEqual(['210 OK QUIT']);
  expect(await ended).toEqual([0, null]);
});
