// Chromium 109, the oldest one that the element supports. The npm registry has a build of it for Linux with an x86-64 processor.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const PACKAGE = '@sparticuz/chromium';
const VERSION = '109.0.6';
const SHA_256 = '4093f192508602ec0fa01b47136a120546e636c5ead67c1852c86a35b444d886';

const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'market-ticker', `chromium-${VERSION}`);
const executable = join(folder, 'chromium');

/** Returns the path of Chromium 109 if it was fetched before and runs on this machine, which may lack its libraries. */
export function findOldChromium() {
  const { status } = spawnSync(executable, ['--no-sandbox', '--disable-gpu', '--dump-dom', 'about:blank']);
  return status === 0 ? executable : undefined;
}

/** Fetches Chromium 109 into the user's cache if it is not there: 57 MB, which become 160 MB. */
export function fetchOldChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64' || existsSync(executable)) return;
  const download = join(folder, 'download');
  mkdirSync(download, { recursive: true });
  const npm = ['install', '--prefix', download, '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  console.log(`> npm ${npm.join(' ')} ${PACKAGE}@${VERSION}`);
  // Without input and with a time limit: without a network the download must fail instead of waiting.
  spawnSync('npm', [...npm, `${PACKAGE}@${VERSION}`], { stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000 });
  try {
    const packed = readFileSync(join(download, 'node_modules', PACKAGE, 'bin/chromium.br'));
    if (createHash('sha256').update(packed).digest('hex') !== SHA_256)
      throw new Error('it is not the file that is expected');
    // Another run may look for the file at this moment, so it gets its name when it is complete.
    writeFileSync(join(download, 'chromium'), brotliDecompressSync(packed), { mode: 0o755 });
    renameSync(join(download, 'chromium'), executable);
  } catch (error) {
    console.error(`Chromium ${VERSION} could not be fetched: ${error.message}`);
  }
  rmSync(download, { recursive: true, force: true });
}
