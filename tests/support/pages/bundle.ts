import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const configFile = fileURLToPath(new URL('../../../vite.config.ts', import.meta.url));

/**
 * Bundles a module and everything that it imports into one file, as a publisher's bundler does.
 *
 * @param kind which of Lit's builds is used; the development build warns when Lit is used wrongly
 */
export async function bundle(input: string, kind: 'production' | 'development' = 'production'): Promise<string> {
  const result = await build({
    configFile,
    mode: 'test',
    resolve: { conditions: [kind, 'module', 'browser'] },
    build: { write: false, rolldownOptions: { input } },
    logLevel: 'error',
  });
  return (result as Rolldown.RolldownOutput).output[0].code;
}
