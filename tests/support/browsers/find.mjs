// Finds the browsers of this machine. Each function returns a path, or undefined if there is none.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const runnable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
};

const first = (paths) => paths.map(runnable).find(Boolean);

const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);

export const onPath = (...names) => first(names.flatMap((name) => folders.map((folder) => join(folder, name))));

const windows = (program) =>
  ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter(Boolean)
    .map((folder) => join(folder, program));

export async function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const { chromium } = await import('playwright');
  return (
    runnable(chromium.executablePath()) ??
    onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
    onPath('chromium-headless-shell', 'microsoft-edge') ??
    first([
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ...windows('Google\\Chrome\\Application\\chrome.exe'),
      ...windows('Microsoft\\Edge\\Application\\msedge.exe'),
    ])
  );
}

/** Finds Chromium's headless shell, in which pages open faster. Debian has it in a package of its own. */
export const findHeadlessShell = () => process.env.HEADLESS_SHELL_PATH ?? onPath('chromium-headless-shell');

export const findFirefox = () =>
  process.env.FIREFOX_PATH ??
  onPath('firefox-esr', 'firefox') ??
  first(['/Applications/Firefox.app/Contents/MacOS/firefox', ...windows('Mozilla Firefox\\firefox.exe')]);

const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/libexec', '/usr/lib64'];

/** Finds the MiniBrowser in one of the folders, which are named after an engine and the version of its API. */
const miniBrowser = (...names) =>
  first(libraries.flatMap((folder) => names.map((name) => join(folder, name, 'MiniBrowser'))));

/** Finds the parts of WebKitGTK: its driver, the MiniBrowser that the driver controls, and Xvfb, because each window needs a display of its own. */
export function findWebKit() {
  const driver = onPath('WebKitWebDriver');
  const browser = miniBrowser('webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0');
  const xvfb = onPath('Xvfb');
  return driver && browser && xvfb ? { driver, browser, xvfb } : undefined;
}

/** Finds the driver of WPE WebKit and its MiniBrowser. */
export function findWPE() {
  const [driver, browser] = [onPath('WPEWebDriver'), miniBrowser('wpe-webkit-1.1', 'wpe-webkit-2.0')];
  return driver && browser ? { driver, browser } : undefined;
}

/** Finds the folder with Debian's scripts for pages, if Prototype and MooTools, which npm lacks, are there. */
export function findFrameworks() {
  const folder = '/usr/share/javascript';
  return ['prototype', 'mootools'].every((name) => existsSync(join(folder, name))) ? folder : undefined;
}

/** Finds nginx with its module nchan, and Redis, which `demo/edge` consists of. */
export function findEdge() {
  const [nginx, redis] = [onPath('nginx'), onPath('redis-server')];
  return nginx && redis && existsSync('/usr/lib/nginx/modules/ngx_nchan_module.so') ? { nginx, redis } : undefined;
}
