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
    // By default Firefox retries a request whose connection breaks nine times before the page learns of the failure.
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
  // Vitest knows this engine only as `safari`; the driver accepts only its own name.
  transformRequest: (request) =>
    typeof request.body === 'string'
      ? { ...request, body: request.body.replaceAll('"safari"', '"MiniBrowser"') }
      : request,
});

// The groups run one after another, the projects of a group at the same time. On a small machine three engines at the same time
// get too few frames; two, each of which uses a third of the machine, get enough. Projects that need no frames form one group.
const groups = [
  ['unit', 'demo', 'server', 'ssr', 'security', 'tabs'],
  ['chromium', 'firefox'],
  ['webkit'],
  ['compositor'],
];
const sequence = (name: string) => ({ groupOrder: groups.findIndex((group) => group.includes(name)) });

/** The folders of projects whose tests are not in `browser/` followed by the project's name. */
const folders: Record<string, string> = { unit: 'unit', server: 'server' };

function inNode(name: string, options: ProjectConfig = {}): TestProjectConfiguration {
  const include = [`tests/${folders[name] ?? `browser/${name}`}/**/*.test.ts`];
  return { extends: true, test: { name, include, environment: 'node', sequence: sequence(name), ...options } };
}

function inBrowser(name: string, browser: BrowserConfigOptions): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name: `element in ${name}`, // reports and `--project` use the name of the browser instance below
      include: ['tests/browser/element/**/*.test.ts'],
      alias: { '@web/test-runner-commands': fileURLToPath(new URL('wtr-commands.ts', import.meta.url)) },
      setupFiles: ['tests/support/browsers/setup.ts'],
      globalSetup: ['tests/support/feed-server/global-setup.ts'],
      sequence: sequence(name),
      fileParallelism: false, // a page in the background gets fewer frames and no focus
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

// Each engine is a project of its own, because Vitest accepts only one kind of provider per project.
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
  // WebKitGTK has no headless mode: run.mjs starts a display for it.
  webkit: {
    provider: webkit,
    instances: [{ name: 'webkit', browser: 'safari', viewport }],
    headless: false,
    ui: false,
  },
};

// Long enough for a busy machine.
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };
const parallel = { ...timeouts, maxWorkers: 3 };
const sequential = { ...timeouts, fileParallelism: false };
const builtPages = { ...parallel, globalSetup: ['tests/support/pages/global-setup.ts'] };
const compositor = inNode('compositor', {
  ...sequential,
  include: engines.map((name) => `tests/browser/compositor/${name}.test.ts`),
});

export const projects: TestProjectConfiguration[] = [
  inNode('unit', { ...parallel, isolate: false }), // these run without a DOM, which proves that the modules under test need none
  ...(engines.includes('chromium')
    ? [inNode('demo', builtPages), inNode('ssr', builtPages), inNode('security', builtPages), inNode('tabs', parallel)]
    : []),
  ...(engines.includes('edge') ? [inNode('server', builtPages)] : []),
  ...(engines.some((name) => ['chromium', 'firefox'].includes(name)) ? [compositor] : []),
  ...Object.entries(browsers)
    .filter(([name]) => engines.includes(name))
    .map(([name, browser]) => inBrowser(name, browser)),
];
