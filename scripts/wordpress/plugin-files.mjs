import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

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
    ...filesIn('demo/wordpress/market-ticker/', 'market-ticker/').map(([path, content]) => [
      path,
      Buffer.from(content.toString().replaceAll('%version%', version)),
    ]),
    ...filesIn('dist/cdn/', 'market-ticker/script/'),
  ]);
}

/** @returns {[path: string, content: Buffer][]} */
function filesIn(folder, prefix) {
  const base = fileURLToPath(new URL(folder, root));
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => [prefix + relative(base, path).replaceAll(sep, '/'), readFileSync(path)]);
}
