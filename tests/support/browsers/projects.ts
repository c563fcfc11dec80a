import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { webdriverio } from '@vitest/browser-webdriverio';
import type { TestProjectConfiguration } from 'vitest/config';
import type { BrowserConfigOptions, ProjectConfig } from 'vitest/node';
import { ariaTree, emulateMedia } from './commands.js';

const { BROWSERS = 'chromium', CHROMIUM_PATH, FIREFOX_PATH, WEBKIT_BROWSER, WEBKIT_DRIVER_PORT } = process.env;
const engines = BROWSERS.split(',');

const chromium = playwright({
  launchOptions: {
    executablePath: CHROMIUM_PATH,
    args: ['--disable-gpu', '--disable-quic', '--disable-sync'],
  },
});

const firefox = playwright({
  launchOptions: {
    channel: 'moz-firefox', // WebDriver BiDi to a stock Firefox: Playwright 1.64 speaks it to ESR 153, 1.65 does not
    executablePath: FIREFOX_PATH,
    // By default it sends a request whose connection breaks nine times more, before the page hears of it.
    firefoxUserPrefs: { 'network.http.request.max-attempts': 1 },
  },
});

const webkit = webdriverio({
  hostname: '127.0.0.1',
  port: Number(WEBKIT_DRIVER_PORT),
  capabilities: {
    'wdio:enforceWebDriverClassic': true,
    // @ts-expect-error: the types of webdriverio do not know WebKitGTK
    'webkitgtk:browserOptions': { binary: WEBKIT_BROWSER, args: ['--automation'] },
  },
  // Vitest knows this engine as `safari` only, and the driver matches nothing but its own name.
  transformRequest: (request) =>
    typeof request.body === 'string'
      ? { ...request, body: request.body.replaceAll('"safari"', '"MiniBrowser"') }
      : request,
});

// Three engines side by side starve each other of frames on a small machine; two that use a third of it each do not. What needs
// no frames goes together.
const order = [
  ['unit', 'demo', 'server', 'ssr', 'security', 'tabs'],
  ['chromium', 'firefox'],
  ['webkit'],
  ['compositor'],
];
const sequence = (name: string) => ({ groupOrder: order.findIndex((together) => together.includes(name)) });

/** Where the tests of a project are, unless they are in a folder of its name for the browser. */
const folders: Record<string, string> = { unit: 'unit', server: 'server' };

function inNode(name: string, options: ProjectConfig = {}): TestProjectConfiguration {
  const include = [`tests/${folders[name] ?? `browser/${name}`}/**/*.test.ts`];
  return { extends: true, test: { name, include, environment: 'node', sequence: sequence(name), ...options } };
}

function inBrowser(name: string, browser: BrowserConfigOptions): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name: `element in ${name}`, // what reports and `--project` use is the name of the instance
      include: ['tests/browser/element/**/*.test.ts'],
      alias: { '@web/test-runner-commands': fileURLToPath(new URL('wtr-commands.ts', import.meta.url)) },
      setupFiles: ['tests/support/browsers/setup.ts'],
      globalSetup: ['tests/support/feed-server/global-setup.ts'],
      sequence: sequence(name),
      fileParallelism: false, // a page in the background gets fewer frames, and no focus
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        ...browser,
      },
    },
  };
}

const viewport = { width: 1280, height: 720 };

// One project for each engine: Vitest refuses two kinds of provider in one.
const browsers: Record<string, BrowserConfigOptions> = {
  chromium: {
    provider: chromium,
    instances: [{ name: 'chromium', browser: 'chromium', viewport }],
    commands: { ariaTree, emulateMedia },
  },
  firefox: {
    provider: firefox,
    instances: [{ name: 'firefox', browser: 'firefox', viewport }],
    commands: { ariaTree, emulateMedia },
  },
  // WebKitGTK has no headless mode: run.mjs gives it a screen.
  webkit: {
    provider: webkit,
    instances: [{ name: 'webkit', browser: 'safari', viewport }],
    headless: false,
    ui: false,
  },
};

const slow = { testTimeout: 60_000, hookTimeout: 60_000 };
// A busy machine may take its time.
const together = { ...slow, maxWorkers: 3 };
const alone = { ...slow, fileParallelism: false };
const pages = { ...together, globalSetup: ['tests/support/pages/global-setup.ts'] };
const compositor = inNode('compositor', {
  ...alone,
  include: engines.map((name) => `tests/browser/compositor/${name}.test.ts`),
});

export const projects: TestProjectConfiguration[] = [
  inNode('unit', { ...together, isolate: false }), // no DOM here, which proves that what these tests import needs none
  ...(engines.includes('chromium')
    ? [inNode('demo', pages), inNode('ssr', pages), inNode('security', pages), inNode('tabs', together)]
    : []),
  ...(engines.includes('edge') ? [inNode('server', pages)] : []),
  ...(engines.some((name) => ['chromium', 'firefox'].includes(name)) ? [compositor] : []),
  ...Object.entries(browsers)
    .filter(([name]) => engines.includes(name))
    .map(([name, browser]) => inBrowser(name, browser)),
];
