// npm run wordpress
//   Writes market-ticker-wordpress-VERSION.zip, which WordPress installs under Plugins → Add New → Upload Plugin.
import { readFileSync, writeFileSync } from 'node:fs';
import { zip } from '../zip.mjs';
import { pluginFiles } from './plugin-files.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const name = `market-ticker-wordpress-${version}.zip`;
const files = pluginFiles();
const archive = zip(files);
writeFileSync(name, archive);
console.log(`${name}: ${files.size} files, ${Math.ceil(archive.length / 1000)} kB`);
