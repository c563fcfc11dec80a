// node session.mjs NAME PROGRAM ADDRESS
//   A desktop that nobody sees, with a screen reader and a browser that shows a page. NAME is firefox or chromium. Writes a line
//   of JSON to its output for each message that was spoken, `{ said }`; once the browser has started, `{ display }`; and if that
//   fails, `{ failed }`. It ends with its input, so that it never outlives the tests, however these end.
//   It must be the leader of a process group: everything that it starts belongs to this group, and ends with it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { browserArguments, environment, writeSettings } from './settings.mjs';

const [name, program, address] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), 'screen-reader-')); // readable by nobody else, as XDG_RUNTIME_DIR must be
const env = environment(home);
const report = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

process.stdin.on('end', end).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

let isEnding = false;

async function end() {
  if (isEnding) return;
  isEnding = true;
  process.kill(-process.pid, 'SIGTERM');
  await sleep(500);
  for (const child of started) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.kill(-process.pid, 'SIGKILL'); // this process as well
}

const started = [];

function start(command, args, stdio = []) {
  const log = openSync(`${home}/${basename(command)}.log`, 'a');
  const child = spawn(command, args, { env, stdio: ['ignore', log, log, ...stdio] });
  child.on('error', (error) => report({ failed: error.message }));
  started.push(child);
  return child;
}

async function until(isTrue, seconds) {
  const deadline = performance.now() + seconds * 1000;
  while (performance.now() < deadline) {
    if (isTrue()) return true;
    await sleep(50);
  }
  return false;
}

async function requireSocket(socket, owner) {
  if (!(await until(() => existsSync(`${home}/${socket}`), 20))) throw new Error(`${owner} does not start`);
}

let heard = '';

/** Passes on what the voice says. */
async function listen() {
  const server = createServer((voice) => {
    createInterface({ input: voice }).on('line', (line) => {
      const said = JSON.parse(line);
      heard += `${said}\n`;
      report({ said });
    });
  });
  server.listen(env.VOICE_SOCKET);
  await once(server, 'listening');
}

async function startDisplay() {
  const screen = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], ['pipe']);
  const [number] = await once(screen.stdio[3], 'data');
  env.DISPLAY = `:${String(number).trim()}`;
}

/** Tells all programs that a screen reader is on, which also starts the bus of accessibility. A browser must learn it before it starts. */
function turnOnAccessibility() {
  for (const property of ['IsEnabled', 'ScreenReaderEnabled']) {
    const set = [
      '/org/a11y/bus',
      'org.freedesktop.DBus.Properties.Set',
      'string:org.a11y.Status',
      `string:${property}`,
    ];
    const target = ['--session', '--dest=org.a11y.Bus', '--print-reply'];
    spawnSync('dbus-send', [...target, ...set, 'variant:boolean:true'], { env, stdio: 'ignore', timeout: 20_000 });
  }
}

async function startReader() {
  start('orca', ['--disable', 'braille', '--disable', 'braille-monitor']);
  if (!(await until(() => heard.includes('Screen reader on.'), 60))) throw new Error('Orca does not speak');
}

try {
  writeSettings(home);
  await listen();
  await startDisplay();
  start('dbus-daemon', ['--session', '--nofork', `--address=${env.DBUS_SESSION_BUS_ADDRESS}`]);
  await requireSocket('bus', 'The message bus');
  start('openbox', []); // without a window manager no window is active, and Orca reads nothing
  const speech = [
    '-s',
    '-c',
    'unix_socket',
    '-S',
    `${home}/speech.sock`,
    '-C',
    `${home}/speech`,
    '-P',
    `${home}/speech.pid`,
  ];
  start('speech-dispatcher', speech);
  await requireSocket('speech.sock', 'Speech Dispatcher');
  turnOnAccessibility();
  await startReader();
  start(program, [...browserArguments[name](home), address]);
  report({ display: env.DISPLAY });
} catch (error) {
  report({ failed: error.message });
}
