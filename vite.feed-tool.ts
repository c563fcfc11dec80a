import { chmodSync, copyFileSync, readFileSync } from 'node:fs';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { BuildOptions, Plugin, SSROptions } from 'vite';

/** Builds the command `market-ticker-feed`, as one file that needs only Node. */
export const feedToolBuild: BuildOptions = {
  ssr: 'src/feed-tool/market-ticker-feed.ts',
  outDir: 'dist/feed-tool',
  target: 'node20',
  rolldownOptions: { output: { banner: '#!/usr/bin/env node', codeSplitting: false } },
};

/** Everything is bundled, because a development dependency such as ajv is not installed with the package. */
export const feedToolBundle: SSROptions = { noExternal: true };

/** Matches the functions of ajv that compiled schemas load. `require` would stay in the built file. */
const REQUIRED = /const (\w+) = require\("([^"]+)"\)\.default;/g;

/**
 * Compiles a JSON schema to a function that validates. `import validate from './NAME.schema.json?validate'` is that
 * function, so no validator has to be installed with the package.
 */
export function schemaValidator(): Plugin {
  return {
    name: 'schema-validator',
    enforce: 'pre',
    load: {
      filter: { id: /\.schema\.json\?validate$/ },
      handler(id) {
        const schema = JSON.parse(readFileSync(id.replace('?validate', ''), 'utf8')) as object;
        const ajv = new Ajv({
          allErrors: true,
          verbose: true,
          allowUnionTypes: true,
          code: { source: true, esm: true },
        });
        const code = standaloneCode(ajv, ajv.compile(schema)).replace(
          REQUIRED,
          'import $1Module from "$2.js"; const $1 = $1Module.default ?? $1Module;',
        );
        return { code, moduleType: 'js' };
      },
    },
  };
}

/** Makes the built file a command, and puts the schema where configurations refer to it. */
export function finishFeedTool(): Plugin {
  return {
    name: 'finish-feed-tool',
    closeBundle() {
      chmodSync('dist/feed-tool/market-ticker-feed.js', 0o755);
      copyFileSync('src/feed-tool/config/feed.config.schema.json', 'dist/feed.config.schema.json');
    },
  };
}
