// `npm run release`
//   Makes the files that a release attaches, in release/: the package, the CDN files as a zip, their hashes, and the checksums of
//   all of them. Needs the output of `npm run build`, which the command runs first. The same build gives the same files.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { zipSync } from 'fflate';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const FOLDER = 'release';
const CDN = 'dist/cdn';

/** Zips a folder as one named `market-ticker`, the place that the docs name. All files get the same date, the first that a zip can hold, so that the date does not change the hash. */
function zipFolder(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.replaceAll('\\', '/').slice(folder.length + 1))
    .sort();
  const files = Object.fromEntries(names.map((name) => [`market-ticker/${name}`, readFileSync(`${folder}/${name}`)]));
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 1) });
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER);
// The build has run already, so no script runs while npm packs.
execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', FOLDER], {
  shell: process.platform === 'win32',
});
writeFileSync(`${FOLDER}/market-ticker-cdn-${version}.zip`, zipFolder(CDN));
copyFileSync(`${CDN}/integrity.json`, `${FOLDER}/integrity.json`);
const checksum = (name) =>
  createHash('sha256')
    .update(readFileSync(`${FOLDER}/${name}`))
    .digest('hex');
const names = readdirSync(FOLDER).sort();
writeFileSync(`${FOLDER}/SHA256SUMS`, names.map((name) => `${checksum(name)}  ${name}\n`).join(''));
for (const name of [...names, 'SHA256SUMS']) console.log(`${FOLDER}/${name}`);
