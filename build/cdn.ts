import { readFileSync } from 'node:fs';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import type { BuildOptions, Plugin, PluginOption } from 'vite';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

// Minifying drops every comment, and both licences ask for their notice to stay.
const licences = `/*!
 * market-ticker ${version} | MIT | (c) 2026 the market-ticker authors
 * Includes Lit | BSD-3-Clause | Copyright 2017 Google LLC | full text in LICENSE-lit.txt
 */`;

/** The file for the script tag: everything inside, nothing to resolve. */
export const cdnBuild: BuildOptions = {
  outDir: 'dist/cdn', // emptied on each build; its parent holds what tsc wrote
  target: 'es2022',
  sourcemap: true,
  lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'market-ticker.js' },
  // `build.minify` keeps the white space of ES libraries, for the sake of tree-shaking.
  rolldownOptions: { output: { minify: true, postBanner: licences } },
};

export const cdnPlugins: PluginOption[] = [
  minifyTemplateLiterals({ include: ['src/**/*.ts'] }) as PluginOption,
  ownTrustedTypesPolicy(),
  litLicence(),
];

/**
 * Gives the Lit inside a Trusted Types policy of its own name. Two policies called `lit-html` make the second throw,
 * and nothing renders, on a page that enforces Trusted Types and runs Lit already (AmoebeLabs/flex-horseshoe-card#146).
 */
function ownTrustedTypesPolicy(): Plugin {
  const theirs = 'createPolicy("lit-html"';
  let renamed = false;
  return {
    name: 'own-trusted-types-policy',
    transform: {
      filter: { id: /\/lit-html\/lit-html\.js$/ },
      handler(code) {
        if (code.split(theirs).length !== 2) this.error(`expected ${theirs} once in lit-html.js: has Lit changed?`);
        renamed = true;
        return { code: code.replace(theirs, 'createPolicy("market-ticker"'), map: null };
      },
    },
    generateBundle() {
      if (!renamed) this.error('lit-html.js is not in the bundle: where does Lit create its policy now?');
    },
  };
}

function litLicence(): Plugin {
  return {
    name: 'lit-licence',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'LICENSE-lit.txt',
        source: readFileSync('node_modules/lit/LICENSE', 'utf8'),
      });
    },
  };
}
