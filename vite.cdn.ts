import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { minify } from 'terser';
import { build, type BuildOptions, type Plugin, type PluginOption } from 'vite';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

// Minifying removes all comments, but both licences require that their notices stay in the file.
const licenceNotice = `/*! market-ticker ${version}, MIT; Lit, BSD-3-Clause: LICENSE-lit.txt */`;

/** Builds the CDN file, which pages load with a script tag. The CDN file contains Lit and imports nothing. */
export const cdnBuild: BuildOptions = {
  outDir: 'dist/cdn', // Vite empties this folder in every build, so it must not be `dist`, which contains tsc's output.
  target: 'es2022',
  sourcemap: true,
  lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'market-ticker.js' },
  rolldownOptions: { output: { postBanner: licenceNotice } },
};

export const cdnPlugins: PluginOption[] = [
  minifyTemplateLiterals({ include: ['src/**/*.ts'] }) as PluginOption,
  // Lit names its Trusted Types policy `lit-html`. If a page enforces Trusted Types and already runs Lit, creating a
  // second policy with this name throws an error, and nothing is rendered (AmoebeLabs/flex-horseshoe-card#146). The
  // bundled Lit therefore uses another name.
  replaceInLit('lit-html/lit-html.js', 'createPolicy("lit-html"', 'createPolicy("market-ticker"'),
  // `@lit-labs/ssr-client` sets the global function `litElementHydrateSupport`, and every copy of Lit that is loaded
  // later calls this function to patch its LitElement class. The patch does not fit the bundled Lit, because the
  // internal properties of the bundled Lit have other names. The bundled Lit therefore looks for a global function that
  // nobody sets.
  replaceInLit('lit-element/lit-element.js', 'litElementHydrateSupport', 'marketTickerHydrateSupport'),
  minifyWithTerser('market-ticker.js'),
  emitLitLicence(),
  buildAdapters(),
];

/**
 * Replaces a text in a module of Lit. The build fails unless the module is in the bundle and contains the text exactly
 * once. A failure means that Lit has changed and the replacement must be reviewed.
 */
export function replaceInLit(module: string, text: string, replacement: string): Plugin {
  const name = `replace-in-${module}`;
  let isReplaced = false;
  return {
    name,
    transform: {
      filter: { id: `**/node_modules/${module}` },
      handler(code) {
        const count = code.split(text).length - 1;
        if (count !== 1) this.error(`Expected ${text} once in ${module} but found it ${count} times. Has Lit changed?`);
        isReplaced = true;
        return { code: code.replace(text, replacement), map: null };
      },
    },
    generateBundle() {
      if (!isReplaced) this.error(`${module} is not in the bundle, so ${text} was not replaced. Has Lit changed?`);
    },
  };
}

/**
 * Minifies a finished file with terser after Vite's own minifier. In ES libraries, Vite keeps white space and
 * annotations for later tree-shaking, but nobody tree-shakes a file for a script tag. Both minifiers together produce a
 * smaller file than either alone.
 */
function minifyWithTerser(fileName: string): Plugin {
  return {
    name: 'minify-with-terser',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const file = bundle[fileName];
      const map = bundle[`${fileName}.map`];
      if (file?.type !== 'chunk' || map?.type !== 'asset') {
        return this.error(`The bundle has no ${fileName} with a source map.`);
      }
      const minified = await minify(file.code, {
        module: true,
        ecma: 2020,
        compress: { passes: 4, pure_getters: true, keep_fargs: false },
        // Lit starts the names of its internal properties with `_$`. They can be renamed, because all of Lit is in this
        // file.
        mangle: { properties: { regex: /^_\$/ } },
        format: { comments: /^!/ },
        sourceMap: { content: map.source as string, url: `${fileName}.map` },
      });
      // terser throws an error if it produces no code, and `map` is a string because `asObject` is not set. The types
      // state neither.
      file.code = minified.code!;
      map.source = minified.map as string;
    },
  };
}

/**
 * Builds each adapter into a file that imports nothing. Also copies the schema of the feed, because tsc does not copy
 * it.
 */
function buildAdapters(): Plugin {
  return {
    name: 'build-adapters',
    async closeBundle() {
      copyFileSync('src/feed/feed.v1.schema.json', 'dist/feed.v1.schema.json');
      for (const name of adapterNames()) {
        await build({
          configFile: false,
          publicDir: false,
          logLevel: 'warn',
          plugins: [minifyWithTerser(`${name}.js`)],
          build: {
            ...cdnBuild,
            outDir: 'dist/cdn/adapters',
            emptyOutDir: false, // All adapters are built into this folder, which the outer build has already emptied.
            rolldownOptions: { output: { postBanner: `/*! market-ticker ${version}, MIT */` } },
            lib: { entry: `src/adapters/${name}.ts`, formats: ['es'], fileName: () => `${name}.js` },
          },
        });
      }
      writeIntegrity('dist/cdn');
    },
  };
}

/**
 * Returns the names of the adapters. An adapter is a file in `src/adapters/` that registers an adapter with the name of
 * the file. The other files are modules that adapters use.
 */
function adapterNames(): string[] {
  return readdirSync('src/adapters')
    .map((file) => file.replace('.ts', ''))
    .filter((name) => readFileSync(`src/adapters/${name}.ts`, 'utf8').includes(`registerAdapter('${name}'`));
}

/**
 * Writes `integrity.json`, which maps the name of each file to its hash. If a page states the hash in the `integrity`
 * attribute, the browser runs the file only if its content matches.
 */
function writeIntegrity(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const hash = (name: string): string =>
    `sha384-${createHash('sha384')
      .update(readFileSync(`${folder}/${name}`))
      .digest('base64')}`;
  const hashes = Object.fromEntries(files.sort().map((name) => [name.replaceAll('\\', '/'), hash(name)]));
  writeFileSync(`${folder}/integrity.json`, `${JSON.stringify(hashes, null, 2)}\n`);
}

/** Emits the licence of Lit, because the licence must accompany every copy of Lit. */
function emitLitLicence(): Plugin {
  return {
    name: 'emit-lit-licence',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'LICENSE-lit.txt',
        source: readFileSync('node_modules/lit/LICENSE', 'utf8'),
      });
    },
  };
}
