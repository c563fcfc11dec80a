// npm test [-- arguments of vitest]
//   Runs the tests in Chromium, which is installed if it is missing, and in Firefox, WebKitGTK and WPE WebKit if they are found;
//   also in Chromium 109 ("chromium-109" in the list below), which is fetched once if the network and the machine allow. Runs the
//   tests of demo/edge if nginx, nchan and Redis are found ("edge"), and those beside Prototype and MooTools if Debian's packages
//   of them are found ("frameworks").
//   BROWSERS=chromium,webkit   runs only in these, and fails if one is missing
//   CI=true                    requires all of them, and installs what is missing when run as root on Debian
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findHeadlessShell } from './find.mjs';
import { find, howTo, installChromium, installForCI } from './install.mjs';
import { fetchOldChromium } from './old-chromium.mjs';
import { startWebKit, startWPE, stopDrivers } from './webkit.mjs';

// Two browsers of these engines share the files and run at the same time. Who names the first means both.
const twice = ['chromium', 'firefox', 'webkit', 'chromium-109', 'chromium-once', 'wpe'];
const args = process.argv.slice(2).flatMap((arg, i, all) => {
  const [, named] = /^--project=(.+)/.exec(arg) ?? (all[i - 1] === '--project' ? [arg, arg] : []);
  return twice.includes(named) ? [arg, `--project=${named}-2`] : arg;
});
process.chdir(fileURLToPath(new URL('../../..', import.meta.url)));

const ci = Boolean(process.env.CI) && process.env.CI !== 'false';
const requested = process.env.BROWSERS?.split(/[\s,]+/).filter(Boolean);
for (const engine of requested ?? [])
  if (!(engine in find)) fail(`BROWSERS=${engine} is not known. Known are ${Object.keys(find).join(', ')}`);
const required = requested ?? (ci ? Object.keys(find) : ['chromium']);
const wanted = enginesOf(requested ?? Object.keys(find), args);

if (wanted.includes('chromium-109')) fetchOldChromium();
if (ci) await installForCI(wanted);
if (wanted.includes('chromium') && !(await find.chromium())) installChromium();

const found = {};
for (const engine of wanted) {
  const location = await find[engine]();
  if (location) found[engine] = location;
  else if (required.includes(engine)) fail(`${engine} was not found: ${howTo[engine]}`);
  else console.log(`Skipped ${engine}, which was not found: ${howTo[engine]}`);
}

process.on('exit', stopDrivers);

let vitest;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => (vitest ? vitest.kill(signal) : process.exit(1)));
}

const env = {
  ...process.env,
  ...(found.webkit && (await startWebKit(found.webkit))),
  ...(found.wpe && (await startWPE(found.wpe))),
  BROWSERS: Object.keys(found).join(),
  ...(found.chromium && { CHROMIUM_PATH: found.chromium, HEADLESS_SHELL_PATH: findHeadlessShell() }),
  ...(found['chromium-109'] && { OLD_CHROMIUM_PATH: found['chromium-109'] }),
  ...(found.firefox && { FIREFOX_PATH: found.firefox }),
};
vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], { stdio: 'inherit', env });
vitest.on('exit', (code) => process.exit(code ?? 1));

/** The engines that the projects named on the command line use. All of them if no project is named, or by a pattern. */
function enginesOf(engines, args) {
  const names = args.flatMap((arg, i) =>
    arg === '--project' ? (args[i + 1] ?? []) : (/^--project=(.+)/.exec(arg)?.[1] ?? []),
  );
  if (names.length === 0 || names.some((name) => /[*!]/.test(name))) return engines;
  const needs = {
    unit: [],
    demo: ['chromium', 'firefox'],
    docs: ['chromium'],
    ssr: ['chromium'],
    security: ['chromium'],
    tabs: ['chromium'],
    neighbours: ['chromium', 'frameworks'],
    compositor: ['chromium', 'firefox'],
    chromium: ['chromium'],
    'chromium-2': ['chromium'],
    'chromium-once': ['chromium'],
    'chromium-once-2': ['chromium'],
    cdn: ['chromium'],
    firefox: ['firefox'],
    'firefox-2': ['firefox'],
    webkit: ['webkit'],
    'webkit-2': ['webkit'],
    'chromium-109': ['chromium-109'],
    'chromium-109-2': ['chromium-109'],
    wpe: ['wpe'],
    'wpe-2': ['wpe'],
    server: ['chromium', 'edge'],
  };
  const used = names.flatMap((name) => needs[name] ?? []);
  return engines.filter((engine) => used.includes(engine));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
