// npm test [-- arguments of vitest]
//   Runs the tests in Chromium, which is installed if it is missing, and in Firefox and WebKitGTK if they are found. Runs the
//   tests of demo/edge if nginx, nchan and Redis are found ("edge" in the list below).
//   BROWSERS=chromium,webkit   runs only in these, and fails if one is missing
//   CI=true                    requires all of them, and installs what is missing when run as root on Debian
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { find, howTo, installChromium, installForCI } from './install.mjs';
import { startWebKit } from './webkit.mjs';

const args = process.argv.slice(2);
process.chdir(fileURLToPath(new URL('../../..', import.meta.url)));

const ci = Boolean(process.env.CI) && process.env.CI !== 'false';
const requested = process.env.BROWSERS?.split(/[\s,]+/).filter(Boolean);
for (const engine of requested ?? [])
  if (!(engine in find)) fail(`BROWSERS=${engine} is not known. Known are ${Object.keys(find).join(', ')}`);
const required = requested ?? (ci ? Object.keys(find) : ['chromium']);
const wanted = enginesOf(requested ?? Object.keys(find), args);

if (ci) await installForCI(wanted);
if (wanted.includes('chromium') && !(await find.chromium())) installChromium();

const found = {};
for (const engine of wanted) {
  const location = await find[engine]();
  if (location) found[engine] = location;
  else if (required.includes(engine)) fail(`${engine} was not found: ${howTo[engine]}`);
  else console.log(`Skipped ${engine}, which was not found: ${howTo[engine]}`);
}

const webkit = found.webkit && startWebKit(found.webkit);
process.on('exit', () => webkit?.stop());

let vitest;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => (vitest ? vitest.kill(signal) : process.exit(1)));
}

const env = {
  ...process.env,
  ...(await webkit?.environment),
  BROWSERS: Object.keys(found).join(),
  ...(found.chromium && { CHROMIUM_PATH: found.chromium }),
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
    ssr: ['chromium'],
    security: ['chromium'],
    tabs: ['chromium'],
    compositor: ['chromium', 'firefox'],
    chromium: ['chromium'],
    firefox: ['firefox'],
    webkit: ['webkit'],
    server: ['chromium', 'edge'],
  };
  const used = names.flatMap((name) => needs[name] ?? []);
  return engines.filter((engine) => used.includes(engine));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
