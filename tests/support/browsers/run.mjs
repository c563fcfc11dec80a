// npm test [-- arguments of vitest]
//   Runs the tests in Chromium, which it installs if need be, and in each of Firefox and WebKitGTK that it finds; and those
//   of the edge where it finds nginx, nchan and Redis.
//   BROWSERS=chromium,webkit   only in these, and all of them
//   CI=true                    all of them are required, and installed where this runs as root on Debian
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { find, howTo, installChromium, installForCI } from './install.mjs';
import { startWebKit } from './webkit.mjs';

const args = process.argv.slice(2);
process.chdir(fileURLToPath(new URL('../../..', import.meta.url)));

const ci = Boolean(process.env.CI) && process.env.CI !== 'false';
const asked = process.env.BROWSERS?.split(/[\s,]+/).filter(Boolean);
for (const engine of asked ?? []) if (!(engine in find)) fail(`BROWSERS=${engine}? ${Object.keys(find).join(', ')}`);
const required = asked ?? (ci ? Object.keys(find) : ['chromium']);
const wanted = enginesOf(asked ?? Object.keys(find), args);

if (ci) await installForCI(wanted);
if (wanted.includes('chromium') && !(await find.chromium())) installChromium();

const found = {};
for (const engine of wanted) {
  const place = await find[engine]();
  if (place) found[engine] = place;
  else if (required.includes(engine)) fail(`No ${engine}: ${howTo[engine]}`);
  else console.log(`Skipped ${engine}, which is not here: ${howTo[engine]}`);
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

/** Which of the engines the projects named on the command line use; all, when none is named or by a pattern. */
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
