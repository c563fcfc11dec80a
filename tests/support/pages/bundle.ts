import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const configFile = fileURLToPath(new URL('../../../vite.config.ts', import.meta.url));

const bundles = new Map<string, Promise<string>>();

/**
 * Bundles a module and everything that it imports into one file, as a publisher's bundler does. Files of tests that share a
 * worker share the bundle.
 *
 * @param kind which of Lit's builds is used; the development build warns when Lit is used wrongly
 */
export function bundle(input: string, kind: 'production' | 'development' = 'production'): Promise<string> {
  const key = `${kind} ${input}`;
  const bundle = bundles.get(key) ?? make(input, kind);
  bundles.set(key, bundle);
  return bundle;
}

async function make(input: string, kind: string): Promise<string> {
  const result = await build({
    configFile,
    mode: 'test',
    resolve: { conditions: [kind, 'module', 'browser'] },
    build: { write: false, rolldownOptions: { input } },
    logLevel: 'error',
  });
  return (result as Rolldown.RolldownOutput).output[0].code;
}
