import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { webdriverio } from '@vitest/browser-webdriverio';
import type { TestProjectConfiguration } from 'vitest/config';
import type { BrowserConfigOptions, ProjectConfig } from 'vitest/node';
import { ariaTree, emulateMedia } from './commands.js';

const { BROWSERS = 'chromium', CHROMIUM_PATH, OLD_CHROMIUM_PATH, FIREFOX_PATH } = process.env;
const { WEBKIT_BROWSER, WEBKIT_DRIVER_PORT, WEBKIT_2_DRIVER_PORT, WPE_BROWSER, WPE_DRIVER_PORT } = process.env;
const engines = BROWSERS.split(',');

const chromium = (executablePath: string | undefined): ReturnType<typeof playwright> =>
  playwright({ launchOptions: { executablePath, args: ['--disable-gpu', '--disable-quic', '--disable-sync'] } });

const firefox = playwright({
  launchOptions: {
    channel: 'moz-firefox', // WebDriver BiDi to a stock Firefox: Playwright 1.64 speaks it to ESR 153, 1.65 does not
    executablePath: FIREFOX_PATH,
    // By default Firefox retries a request whose connection breaks nine times before the page learns of the failure.
    firefoxUserPrefs: { 'network.http.request.max-attempts': 1 },
  },
});

const webDriver = (port: string | undefined, options: Record<string, unknown>): ReturnType<typeof webdriverio> => {
  const provider = webdriverio({
    hostname: '127.0.0.1',
    port: Number(port),
    // The types of webdriverio do not know the options of WebKitGTK and WPE.
    capabilities: { 'wdio:enforceWebDriverClassic': true, ...options },
    // Vitest knows these engines only as `safari`; their drivers accept only their own name.
    transformRequest: (request) =>
      typeof request.body === 'string'
        ? { ...request, body: request.body.replaceAll('"safari"', '"MiniBrowser"') }
        : request,
  });
  return {
    ...provider,
    // Without these two, Vitest runs the projects of this provider one after another, and after all others of their group.
    // Each of ours has a driver and a display of its own, and no test mocks modules.
    providerFactory: (project) =>
      Object.assign(provider.providerFactory(project), { supportsParallelism: true, mocker: {} }),
  };
};

const webkit = (port: string | undefined): ReturnType<typeof webdriverio> =>
  webDriver(port, { 'webkitgtk:browserOptions': { binary: WEBKIT_BROWSER, args: ['--automation'] } });

// The groups run one after another, the projects of a group at the same time, and on a small machine they must leave each other
// enough frames. So only two engines that run all tests are in a group; the oldest engines and what runs once wait most of the time.
// Projects that need no frames form one group.
const groups = [
  ['unit', 'demo', 'docs', 'server', 'ssr', 'security', 'tabs', 'neighbours'],
  ['chromium', 'firefox'],
  ['webkit', 'webkit-2'],
  ['chromium-109', 'chromium-109-2', 'chromium-once', 'wpe'],
  ['compositor'],
];
const sequence = (name: string) => ({ groupOrder: groups.findIndex((group) => group.includes(name)) });

// Long enough for a busy machine.
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 30_000 } } };

/** The folders of projects whose tests are not in `browser/` followed by the project's name. */
const folders: Record<string, string> = { unit: 'unit', server: 'server' };

function inNode(name: string, options: ProjectConfig = {}): TestProjectConfiguration {
  const include = [`tests/${folders[name] ?? `browser/${name}`}/**/*.test.ts`];
  return { extends: true, test: { name, include, environment: 'node', sequence: sequence(name), ...options } };
}

// Not every engine runs the tests that take long and find the same in the others. Those that need one engine are a project of their
// own, beside the oldest engines, which leave room. That project has some other tests as well, so that it takes as long as they do
// and Chromium takes as long as Firefox. The oldest engines take no screenshots.
const once = [
  'comings-and-goings',
  'console',
  'error-events',
  'odd-values',
  'outside',
  'replaced-fetch',
  'rhythm',
  'time',
];
const chromiumOnce = [...once, 'accessibility', 'dom-writes', 'out-of-view', 'translators'];
const slow = [...once, 'dom-writes', 'faults', 'jump', 'moves', 'stream', 'stream-faults', 'visual'];
const leftOut: Record<string, string[]> = {
  chromium: chromiumOnce,
  firefox: [...once, 'dom-writes'],
  webkit: [...once, 'translators'],
  'chromium-109': [...slow, 'out-of-view', 'translators'],
  wpe: [...slow, 'box', 'feed', 'interaction', 'out-of-view', 'surroundings', 'translators'],
};

/** What runs in the second of two WebKits, which run at the same time: about half of the time that all files take. */
const secondHalf = [
  'box',
  'controls',
  'dom-writes',
  'interaction',
  'moves',
  'out-of-view',
  'rotate',
  'stream-faults',
  'surroundings',
];

/** What runs in the second of two Chromium 109. */
const secondHalfOfOld = ['accessibility', 'box', 'rotate', 'rotate-odd'];

/** What projects run that do not run all the files of the element. */
const included: Record<string, string[]> = {
  'chromium-once': chromiumOnce,
  'chromium-109-2': secondHalfOfOld,
  'webkit-2': secondHalf,
};
leftOut.webkit!.push(...secondHalf);
leftOut['chromium-109']!.push(...secondHalfOfOld);

const elementTests = (files: string[]): string[] => files.map((file) => `tests/browser/element/${file}.test.ts`);

function inBrowser(name: string, browser: BrowserConfigOptions): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name: `element in ${name}`, // reports and `--project` use the name of the browser instance below
      include: elementTests(included[name] ?? ['*']),
      exclude: elementTests(leftOut[name] ?? []),
      alias: { '@web/test-runner-commands': fileURLToPath(new URL('wtr-commands.ts', import.meta.url)) },
      setupFiles: ['tests/support/browsers/setup.ts'],
      globalSetup: ['tests/support/feed-server/global-setup.ts'],
      sequence: sequence(name),
      ...timeouts,
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

const inChromium = (name: string, path: string | undefined): Record<string, BrowserConfigOptions> => ({
  [name]: {
    provider: chromium(path),
    instances: [{ name, browser: 'chromium', viewport }],
    commands: { ariaTree, emulateMedia },
  },
});

// Each engine is a project of its own, because Vitest accepts only one kind of provider per project.
const browsers: Record<string, BrowserConfigOptions> = {
  ...inChromium('chromium', CHROMIUM_PATH),
  ...inChromium('chromium-once', CHROMIUM_PATH),
  ...inChromium('chromium-109', OLD_CHROMIUM_PATH),
  ...inChromium('chromium-109-2', OLD_CHROMIUM_PATH),
  firefox: {
    provider: firefox,
    instances: [{ name: 'firefox', browser: 'firefox', viewport }],
    commands: { ariaTree, emulateMedia },
  },
  // WebKitGTK has no headless mode: run.mjs starts a display for each of the two.
  webkit: {
    provider: webkit(WEBKIT_DRIVER_PORT),
    instances: [{ name: 'webkit', browser: 'safari', viewport }],
    headless: false,
    ui: false,
  },
  'webkit-2': {
    provider: webkit(WEBKIT_2_DRIVER_PORT),
    instances: [{ name: 'webkit-2', browser: 'safari', viewport }],
    headless: false,
    ui: false,
  },
  // Debian 12 has WPE WebKit 2.38, the engine of Safari 16.0. Vitest must not ask for a headless mode, which the driver does not know.
  wpe: {
    provider: webDriver(WPE_DRIVER_PORT, {
      'wpe:browserOptions': { binary: WPE_BROWSER, args: ['--automation', '--headless'] },
    }),
    instances: [{ name: 'wpe', browser: 'safari', viewport }],
    headless: false,
    ui: false,
  },
};

// Not every file has a worker of its own, because loading Playwright and Vite for each would take a tenth of the time.
const parallel = { ...timeouts, maxWorkers: 3, isolate: false };
const sequential = { ...timeouts, fileParallelism: false };
const builtPages = { ...parallel, globalSetup: ['tests/support/pages/global-setup.ts'] };
const compositor = inNode('compositor', {
  ...sequential,
  include: engines.map((name) => `tests/browser/compositor/${name}.test.ts`),
});

export const projects: TestProjectConfiguration[] = [
  inNode('unit', parallel), // these run without a DOM, which proves that the modules under test need none
  ...(engines.includes('chromium')
    ? [
        inNode('demo', builtPages),
        inNode('docs', { ...parallel, globalSetup: ['tests/support/pages/docs-setup.ts'] }),
        inNode('ssr', builtPages),
        inNode('security', builtPages),
        inNode('tabs', parallel),
        inNode('neighbours', builtPages),
      ]
    : []),
  ...(engines.includes('edge') ? [inNode('server', builtPages)] : []),
  ...(engines.some((name) => ['chromium', 'firefox'].includes(name)) ? [compositor] : []),
  ...Object.entries(browsers)
    .filter(([name]) => engines.includes(name.replace(/-(once|2)$/, '')))
    .map(([name, browser]) => inBrowser(name, browser)),
];
