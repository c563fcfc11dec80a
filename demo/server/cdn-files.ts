import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const root = new URL('../../', import.meta.url);
const place = new URL('dist/cdn/', root);

/** The hashes as the build wrote them; of a build that did not, from its files; none where nothing was built. */
function integrity(): Record<string, string> {
  const written = new URL('integrity.json', place);
  if (existsSync(written)) return JSON.parse(readFileSync(written, 'utf8')) as Record<string, string>;
  if (!existsSync(place)) return {};
  const files = readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const hash = (file: string): string =>
    createHash('sha384')
      .update(readFileSync(new URL(file, place)))
      .digest('base64');
  return Object.fromEntries(files.map((file) => [file.replaceAll('\\', '/'), `sha384-${hash(file)}`]));
}

/** Vite plugin: the module `virtual:cdn-files` tells the version of the package and the hashes of its files for the script tag. */
export function cdnFiles(): Plugin {
  const name = 'virtual:cdn-files';
  return {
    name: 'cdn-files',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const { version } = JSON.parse(readFileSync(fileURLToPath(new URL('package.json', root)), 'utf8')) as {
        version: string;
      };
      return `export const version = ${JSON.stringify(version)};\nexport const integrity = ${JSON.stringify(integrity())};`;
    },
  };
}
