import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const configFile = fileURLToPath(new URL('../../../vite.config.ts', import.meta.url));

/**
 * One file of a module and all that it imports, as a publisher's bundler makes it.
 *
 * @param kind Lit's development build warns of what is wrong with how it is used
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
