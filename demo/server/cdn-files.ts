import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { isPublished } from '../../scripts/project/project.mjs';

const root = new URL('../../', import.meta.url);
const cdnFolder = new URL('dist/cdn/', root);
const cdnPath = fileURLToPath(cdnFolder);

const hashOf = (file: string): string =>
  `sha384-${createHash('sha384')
    .update(readFileSync(new URL(file, cdnFolder)))
    .digest('base64')}`;

/**
 * Returns the hash of each script in `dist/cdn`; empty if nothing has been built. The hashes are computed from the files,
 * because those that an earlier build has written down may be older than the files.
 */
function readIntegrity(): Record<string, string> {
  if (!existsSync(cdnFolder)) return {};
  const names = readdirSync(cdnFolder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.js'))
    .sort();
  return Object.fromEntries(names.map((name) => [name, hashOf(name)]));
}

/**
 * Vite plugin for the module `virtual:cdn-files`, which exports the package's version, whether it is published, and the hashes
 * of its CDN files. The server reloads its pages when a build has changed these files.
 */
export function cdnFiles(): Plugin {
  const name = 'virtual:cdn-files';
  const id = `\0${name}`;
  return {
    name: 'cdn-files',
    resolveId: (requested) => (requested === name ? id : undefined),
    load(requested) {
      if (requested !== id) return undefined;
      const { version } = JSON.parse(readFileSync(fileURLToPath(new URL('package.json', root)), 'utf8')) as {
        version: string;
      };
      return Object.entries({ version, isPublished, integrity: readIntegrity() })
        .map(([constant, value]) => `export const ${constant} = ${JSON.stringify(value)};`)
        .join('\n');
    },
    configureServer({ watcher, moduleGraph, ws }) {
      watcher.add(cdnPath);
      watcher.on('all', (_event, file) => {
        const module = file.startsWith(cdnPath) ? moduleGraph.getModuleById(id) : undefined;
        if (!module) return;
        moduleGraph.invalidateModule(module);
        ws.send({ type: 'full-reload' });
      });
    },
  };
}
