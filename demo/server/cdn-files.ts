import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const root = new URL('../../', import.meta.url);
const cdnFolder = new URL('dist/cdn/', root);

/** Returns the hashes that the build wrote, or computes them from the built files; empty if nothing has been built. */
function readIntegrity(): Record<string, string> {
  const written = new URL('integrity.json', cdnFolder);
  if (existsSync(written)) return JSON.parse(readFileSync(written, 'utf8')) as Record<string, string>;
  if (!existsSync(cdnFolder)) return {};
  const files = readdirSync(cdnFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const hash = (file: string): string =>
    createHash('sha384')
      .update(readFileSync(new URL(file, cdnFolder)))
      .digest('base64');
  return Object.fromEntries(files.map((file) => [file.replaceAll('\\', '/'), `sha384-${hash(file)}`]));
}

/** Vite plugin for the module `virtual:cdn-files`, which exports the package's version and the hashes of its CDN files. */
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
      return `export const version = ${JSON.stringify(version)};\nexport const integrity = ${JSON.stringify(readIntegrity())};`;
    },
  };
}
