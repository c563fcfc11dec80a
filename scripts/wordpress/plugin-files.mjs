import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { filesIn } from '../files-in.mjs';

const root = new URL('../../', import.meta.url);

/**
 * Returns the files of the WordPress plugin by their paths in its zip. The plugin's `script` folder is `dist/cdn`, which must have
 * been built. `%version%` in the sources becomes the version of the package.
 *
 * @returns {Map<string, Buffer>}
 */
export function pluginFiles() {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return new Map([
    ...filesIn(new URL('demo/wordpress/market-ticker/', root), 'market-ticker/').map(([path, content]) => [
      path,
      Buffer.from(content.toString().replaceAll('%version%', version)),
    ]),
    ...filesIn(new URL('dist/cdn/', root), 'market-ticker/script/'),
  ]);
}
