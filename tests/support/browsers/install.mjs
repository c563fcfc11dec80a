// Installs what a test run needs and this machine does not have.
import { spawnSync } from 'node:child_process';
import {
  findChromium,
  findEdge,
  findFirefox,
  findFrameworks,
  findHeadlessShell,
  findWebKit,
  findWPE,
  onPath,
} from './find.mjs';
import { findOldChromium } from './old-chromium.mjs';

export const howTo = {
  chromium: 'install Chrome or Chromium (Debian: apt-get install chromium), or set CHROMIUM_PATH',
  firefox: 'install Firefox (Debian: apt-get install firefox-esr), or set FIREFOX_PATH',
  webkit: 'on Debian or Ubuntu: apt-get install webkit2gtk-driver xvfb',
  'chromium-109': 'it is fetched from the npm registry, and runs on Linux with an x86-64 processor',
  wpe: 'on Debian 12: apt-get install wpewebkit-driver cog',
  frameworks: 'on Debian or Ubuntu: apt-get install libjs-prototype libjs-mootools',
  edge: 'on Debian or Ubuntu: apt-get install nginx libnginx-mod-nchan redis-server',
};

const packages = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
  'chromium-109': ['chromium'], // for its libraries
  wpe: ['wpewebkit-driver', 'cog'],
  frameworks: ['libjs-prototype', 'libjs-mootools'],
  edge: ['nginx', 'libnginx-mod-nchan', 'redis-server'],
};

/** How to find each engine, the old frameworks that tests run beside a strip, and the servers of `demo/edge`. */
export const find = {
  chromium: findChromium,
  firefox: findFirefox,
  webkit: findWebKit,
  'chromium-109': findOldChromium,
  wpe: findWPE,
  frameworks: findFrameworks,
  edge: findEdge,
};

const run = (command, args) => {
  console.log(`> ${[command, ...args].join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Without input and with a time limit: without a network a download must fail instead of waiting.
  const { status } = spawnSync(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'], timeout: 600_000 });
  return status === 0;
};

/** Installs packages of Debian. Returns whether that was possible. */
export function aptInstall(names) {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return false;
  return run('apt-get', ['update', '-q']) && run('apt-get', ['install', '-qy', '--no-install-recommends', ...names]);
}

/** Installs Chromium, which every run needs: Debian's, which comes with its libraries, or Playwright's, which needs no root. */
export function installChromium() {
  const playwright = ['node_modules/playwright/cli.js', 'install', 'chromium'];
  return aptInstall(packages.chromium) || run(process.execPath, playwright);
}

/** Installs all missing engines at once by apt-get, and a font with Korean letters. In CI every engine is required. */
export async function installForCI(engines) {
  const missing = [];
  for (const engine of engines) if (!(await find[engine]())) missing.push(...packages[engine]);
  if (missing.length > 0) aptInstall([...missing, 'fonts-wqy-microhei']);
  // Not every version of Debian has the shell. Both are named, because they must be of the same version.
  if (engines.includes('chromium') && !findHeadlessShell()) aptInstall(['chromium', 'chromium-headless-shell']);
}
