import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Returns the files of a folder and of the folders in it, sorted by path. `prefix` comes before each path.
 *
 * @param {URL} folder
 * @param {string} prefix
 * @returns {[path: string, content: Buffer][]}
 */
export function filesIn(folder, prefix) {
  const base = fileURLToPath(folder);
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => [prefix + relative(base, path).replaceAll(sep, '/'), readFileSync(path)]);
}
