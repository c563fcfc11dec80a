// npm run test:screen-reader [-- arguments of vitest]
//   Listens to the strip with Orca, in Firefox and Chromium at the same time. Skipped if a program is missing.
//   TRANSCRIPT=1   prints all that is said, key by key
//   --install      only installs what is missing, on Debian as root
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findChromium, findFirefox, onPath } from '../support/browsers/find.mjs';
import { aptInstall } from '../support/browsers/install.mjs';

const args = process.argv.slice(2);
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

/** Where each of Debian's packages has put its program; undefined if it is not installed. */
const locate = async () => ({
  xvfb: onPath('Xvfb'),
  'dbus-daemon': onPath('dbus-daemon'),
  'dbus-bin': onPath('dbus-send'),
  openbox: onPath('openbox'),
  xdotool: onPath('xdotool'),
  'at-spi2-core': existsSync('/usr/libexec/at-spi-bus-launcher') || undefined,
  'speech-dispatcher': onPath('speech-dispatcher'),
  orca: onPath('orca'),
  'firefox-esr': findFirefox(),
  chromium: await findChromium(),
});

const programs = await locate();
const missing = Object.keys(programs).filter((name) => !programs[name]);
const isInstalling = args.includes('--install');

if (missing.length > 0 && isInstalling) aptInstall(missing);
else if (missing.length > 0) {
  console.log(`Skipped the screen reader: apt-get install --no-install-recommends ${missing.join(' ')}`);
}
if (missing.length > 0 || isInstalling) process.exit();

const vitest = spawn(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/screen-reader/vitest.config.ts', ...args],
  {
    stdio: 'inherit',
    env: { ...process.env, FIREFOX_PATH: programs['firefox-esr'], CHROMIUM_PATH: programs.chromium },
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => vitest.kill(signal));
vitest.on('exit', (code) => process.exit(code ?? 1));
