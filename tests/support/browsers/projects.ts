import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { webdriverio } from '@vitest/browser-webdriverio';
import type { TestProjectConfiguration } from 'vitest/config';
import type { BrowserConfigOptions, ProjectConfig } from 'vitest/node';
import { ariaTree, emulateMedia } from './commands.js';

const { BROWSERS = 'chromium', CHROMIUM_PATH, OLD_CHROMIUM_PATH, FIREFOX_PATH } = process.env;
const { WEBKIT_BROWSER, WEBKIT_DRIVER_PORT, WEBKIT_2_DRIVER_PORT } = process.env;
const { WPE_BROWSER, WPE_DRIVER_PORT, WPE_2_DRIVER_PORT } = process.env;
const engines = BROWSERS.split(',');

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The built CDN file in place of the sources: its strong minification could break the code. */
const cdnAlias = [
  { find: /^market-ticker(\/element\.js)?$/, replacement: fromRoot('dist/cdn/market-ticker.js') },
  { find: /^market-ticker\/(adapters\/[\w-]+\.js)$/, replacement: fromRoot('dist/cdn/$1') },
];

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

const wpe = (port: string | undefined): ReturnType<typeof webdriverio> =>
  webDriver(port, { 'wpe:browserOptions': { binary: WPE_BROWSER, args: ['--automation', '--headless'] } });

// The groups run one after another, the projects of a group at the same time, and on a small machine they must leave each other
// enough frames. Browsers that test the element wait more than half of the time, so four of them run at once, two of each engine
// (see `secondHalf`). WebKit needs more of the machine, so it has a group of its own. Projects that need no frames form one group,
// except for the documentation, which finds time beside browsers that mostly wait. Like them, it may have only one worker: Vitest
// allows one number of workers in a group.
const groups = [
  ['unit', 'demo', 'server', 'ssr', 'security', 'tabs', 'neighbours'],
  ['chromium', 'firefox'],
  ['webkit'],
  ['chromium-109', 'wpe'],
  ['chromium-once', 'cdn', 'docs'],
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
// own, which has some other tests as well, so that Chromium takes as long as Firefox. The oldest engines take no screenshots.
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
const slow = [...once, 'accessible-list', 'dom-writes', 'faults', 'jump', 'moves', 'stream', 'stream-faults', 'visual'];
const leftOut: Record<string, string[]> = {
  chromium: chromiumOnce,
  firefox: [...once, 'dom-writes'],
  webkit: [...once, 'translators'],
  'chromium-109': [...slow, 'out-of-view', 'translators'],
  wpe: [...slow, 'box', 'feed', 'interaction', 'out-of-view', 'surroundings', 'translators'],
};

/**
 * What runs in the second of two browsers, which run at the same time and whose names end with `-2`: about half of the time that
 * all files take.
 */
const secondHalf: Record<string, string[]> = {
  chromium: ['box', 'controls', 'faults', 'feed', 'moves', 'rotate', 'stream', 'stream-faults', 'surroundings'],
  firefox: ['box', 'controls', 'faults', 'feed', 'moves', 'rotate', 'stream', 'stream-faults', 'surroundings'],
  webkit: [
    'box',
    'controls',
    'dom-writes',
    'interaction',
    'moves',
    'out-of-view',
    'rotate',
    'stream-faults',
    'surroundings',
  ],
  'chromium-109': ['accessibility', 'box', 'rotate', 'rotate-odd'],
  'chromium-once': ['accessibility', 'time', 'translators'],
  wpe: ['accessibility', 'appearance', 'feed-content', 'fields', 'motion', 'rendering', 'rotate', 'rotate-odd'],
};

/** What projects run that do not run all the files of the element. */
const included: Record<string, string[]> = {
  'chromium-once': chromiumOnce,
  // The tests that show whether minifying broke something, without those that take long and would find the same in the sources.
  cdn: [
    'appearance',
    'attributes',
    'clock',
    'colours',
    'controls',
    'feed',
    'feed-content',
    'languages',
    'motion',
    'rendering',
    'stream',
  ],
};

const elementTests = (files: string[]): string[] => files.map((file) => `tests/browser/element/${file}.test.ts`);

/** How a browser is run that tests the element. If it is run twice, the second may need a provider of its own. */
interface Engine extends BrowserConfigOptions {
  readonly browser: 'chromium' | 'firefox' | 'safari';
  readonly secondProvider?: BrowserConfigOptions['provider'];
}

function inBrowser(name: string, { browser, secondProvider, ...options }: Engine): TestProjectConfiguration {
  const all = elementTests(included[name] ?? ['*']);
  const notHere = elementTests(leftOut[name] ?? []);
  const second = elementTests(secondHalf[name] ?? []);
  const first = { browser, name, include: all, exclude: [...notHere, ...second] };
  const instances = second.length
    ? [first, { browser, name: `${name}-2`, include: second, exclude: notHere, provider: secondProvider }]
    : [first];
  return {
    extends: true,
    resolve: { alias: name === 'cdn' ? cdnAlias : [] },
    test: {
      name: `element in ${name}`, // reports and `--project` use the names of the browser instances
      include: all,
      alias: { '@web/test-runner-commands': fromRoot('tests/support/browsers/wtr-commands.ts') },
      setupFiles: ['tests/support/browsers/setup.ts'],
      globalSetup: [
        'tests/support/feed-server/global-setup.ts',
        ...(name === 'cdn' ? ['tests/support/pages/global-setup.ts'] : []),
      ],
      sequence: sequence(name),
      ...timeouts,
      fileParallelism: false, // a page in the background gets fewer frames and no focus
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        connectTimeout: 180_000, // several browsers start at the same time
        viewport: { width: 1280, height: 720 },
        ...options,
        instances,
      },
    },
  };
}

const inChromium = (path: string | undefined): Engine => ({
  browser: 'chromium',
  provider: chromium(path),
  commands: { ariaTree, emulateMedia },
});

// Each engine is a project of its own, because Vitest accepts only one kind of provider per project.
const browsers: Record<string, Engine> = {
  chromium: inChromium(CHROMIUM_PATH),
  'chromium-once': inChromium(CHROMIUM_PATH),
  cdn: inChromium(CHROMIUM_PATH),
  'chromium-109': inChromium(OLD_CHROMIUM_PATH),
  firefox: { browser: 'firefox', provider: firefox, commands: { ariaTree, emulateMedia } },
  // WebKitGTK has no headless mode: run.mjs starts a display for each of the two.
  webkit: {
    browser: 'safari',
    provider: webkit(WEBKIT_DRIVER_PORT),
    secondProvider: webkit(WEBKIT_2_DRIVER_PORT),
    headless: false,
    ui: false,
  },
  // Debian 12 has WPE WebKit 2.38, the engine of Safari 16.0. Vitest must not ask for a headless mode, which the driver does not know.
  wpe: {
    browser: 'safari',
    provider: wpe(WPE_DRIVER_PORT),
    secondProvider: wpe(WPE_2_DRIVER_PORT),
    headless: false,
    ui: false,
  },
};

/** The engine that each project needs, if it has another name. */
const engineOf: Record<string, string> = { 'chromium-once': 'chromium', cdn: 'chromium' };

// Not every file has a worker of its own, because loading Playwright and Vite for each would take a tenth of the time. There are
// more workers than processors, because the tests of servers wait five sixths of their time.
const parallel = { ...timeouts, maxWorkers: 4, isolate: false };
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
        inNode('demo', { ...parallel, globalSetup: ['tests/support/pages/demo-setup.ts'] }),
        inNode('docs', { ...sequential, globalSetup: ['tests/support/pages/docs-setup.ts'] }),
        inNode('ssr', builtPages),
        inNode('security', builtPages),
        inNode('tabs', parallel),
        inNode('neighbours', builtPages),
      ]
    : []),
  ...(engines.includes('edge') ? [inNode('server', builtPages)] : []),
  ...(engines.some((name) => ['chromium', 'firefox'].includes(name)) ? [compositor] : []),
  ...Object.entries(browsers)
    .filter(([name]) => engines.includes(engineOf[name] ?? name))
    .map(([name, engine]) => inBrowser(name, engine)),
];
