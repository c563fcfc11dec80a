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
  minify: 'terser',
  terserOptions: { module: true, ecma: 2020, compress: { passes: 3, unsafe_arrows: true }, format: { comments: false } },
  rolldownOptions: { output: { minify: { compress: true, mangle: true, codegen: true }, postBanner: licences } },
};

export const cdnPlugins: PluginOption[] = [
  minifyTemplateLiterals({ include: ['src/**/*.ts'] }) as PluginOption,
  ownTrustedTypesPolicy(),
  modernLit(),
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

/**
 * Leaves out of Lit what only older engines need: our own styles and `AbortSignal.any` ask for engines of 2024 anyway.
 * Each text must be there, so that a new Lit which has moved it fails the build and not the page.
 */
function modernLit(): Plugin {
  const cuts: Record<string, [from: string | RegExp, to: string][]> = {
    'css-tag.js': [[/t\.ShadowRoot&&.*?"replace"in CSSStyleSheet\.prototype/, 'true']],
    'reactive-element.js': [
      [/p=a\.reactiveElementPolyfillSupport,/, ''],
      [/p\?\.\(\{ReactiveElement:y\}\),/, ''],
    ],
  };
  return {
    name: 'modern-lit',
    transform: {
      filter: { id: /\/(css-tag|reactive-element)\.js$/ },
      handler(code, id) {
        for (const [from, to] of cuts[id.split('/').at(-1)!] ?? []) {
          if (code.replace(from, to) === code) this.error(`${id}: ${from} is not there: has Lit changed?`);
          code = code.replace(from, to);
        }
        return { code, map: null };
      },
    },
  };
}
