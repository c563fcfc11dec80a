// `npm run release`
//   Makes the files that a release attaches, in release/: the package, the CDN files and the WordPress plugin as zips, the hashes
//   of the CDN files, and the checksums of all these files. Needs the output of `npm run build`, which the command runs first. The same build gives the same files.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { filesIn } from '../files-in.mjs';
import { pluginFiles } from '../wordpress/plugin-files.mjs';
import { zip } from '../zip.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const FOLDER = 'release';
const CDN = 'dist/cdn';

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER);
// The build has run already, so no script runs while npm packs.
execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', FOLDER], {
  shell: process.platform === 'win32',
});
// The folder in the zip has the name that the docs use.
const cdnFiles = filesIn(new URL(`../../${CDN}/`, import.meta.url), 'market-ticker/');
writeFileSync(`${FOLDER}/market-ticker-cdn-${version}.zip`, zip(cdnFiles));
writeFileSync(`${FOLDER}/market-ticker-wordpress-${version}.zip`, zip(pluginFiles()));
copyFileSync(`${CDN}/integrity.json`, `${FOLDER}/integrity.json`);
const checksum = (name) =>
  createHash('sha256')
    .update(readFileSync(`${FOLDER}/${name}`))
    .digest('hex');
const names = readdirSync(FOLDER).sort();
writeFileSync(`${FOLDER}/SHA256SUMS`, names.map((name) => `${checksum(name)}  ${name}\n`).join(''));
for (const name of [...names, 'SHA256SUMS']) console.log(`${FOLDER}/${name}`);
