// Brings what a run of the tests needs and this machine lacks.
import { spawnSync } from 'node:child_process';
import { findChromium, findEdge, findFirefox, findWebKit, onPath } from './find.mjs';

export const howTo = {
  chromium: 'install Chrome or Chromium (Debian: apt-get install chromium), or set CHROMIUM_PATH',
  firefox: 'install Firefox (Debian: apt-get install firefox-esr), or set FIREFOX_PATH',
  webkit: 'on Debian or Ubuntu: apt-get install webkit2gtk-driver xvfb',
  edge: 'on Debian or Ubuntu: apt-get install nginx libnginx-mod-nchan redis-server',
};

const packages = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
  edge: ['nginx', 'libnginx-mod-nchan', 'redis-server'],
};

/** Three engines; and nginx, nchan and Redis, which the recipe of `demo/edge` is made of. */
export const find = { chromium: findChromium, firefox: findFirefox, webkit: findWebKit, edge: findEdge };

const run = (command, args) => {
  console.log(`> ${[command, ...args].join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // No input, and an end: without a network a download must fail, not wait.
  const { status } = spawnSync(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'], timeout: 600_000 });
  return status === 0;
};

function aptInstall(names) {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return false;
  return run('apt-get', ['update', '-q']) && run('apt-get', ['install', '-qy', '--no-install-recommends', ...names]);
}

/** Chromium is what every run needs. Debian's comes with its libraries; Playwright's needs no root. */
export function installChromium() {
  const playwright = ['node_modules/playwright/cli.js', 'install', 'chromium'];
  return aptInstall(packages.chromium) || run(process.execPath, playwright);
}

/** In CI every engine is required; apt-get brings all that are missing at once, and a font that has Korean. */
export async function installForCI(engines) {
  const missing = [];
  for (const engine of engines) if (!(await find[engine]())) missing.push(...packages[engine]);
  if (missing.length > 0) aptInstall([...missing, 'fonts-wqy-microhei']);
}
