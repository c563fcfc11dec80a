import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { minify } from 'terser';
import { build, type BuildOptions, type Plugin, type PluginOption } from 'vite';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

// Minifying removes every comment, and both licences require that their notice stays in the file.
const licenceNotice = `/*! market-ticker ${version}, MIT; Lit, BSD-3-Clause: LICENSE-lit.txt */`;

/** Builds the file for a page's script tag. It contains Lit and imports nothing. */
export const cdnBuild: BuildOptions = {
  outDir: 'dist/cdn', // Vite empties this folder on every build, so it must not be `dist`, where tsc has written its output.
  target: 'es2022',
  sourcemap: true,
  lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'market-ticker.js' },
  rolldownOptions: { output: { postBanner: licenceNotice } },
};

export const cdnPlugins: PluginOption[] = [
  minifyTemplateLiterals({ include: ['src/**/*.ts'] }) as PluginOption,
  // Lit names its Trusted Types policy `lit-html`. On a page that enforces Trusted Types and already runs Lit, creating
  // a second policy of that name throws, and nothing renders (AmoebeLabs/flex-horseshoe-card#146). The bundled Lit
  // therefore creates a policy of its own name.
  replaceInLit('lit-html/lit-html.js', 'createPolicy("lit-html"', 'createPolicy("market-ticker"'),
  // `@lit-labs/ssr-client` sets this global function, which patches every LitElement class that finds it. A page that
  // hydrates its own Lit elements would also patch the bundled Lit, whose internal properties have other names. The
  // bundled Lit therefore looks for a global that nobody sets.
  replaceInLit('lit-element/lit-element.js', 'litElementHydrateSupport', 'marketTickerHydrateSupport'),
  minifyWithTerser('market-ticker.js'),
  emitLitLicence(),
  buildAdapters(),
];

/**
 * Replaces one piece of text in a module of Lit. The build fails when the text is not in the module exactly once, or when
 * the module is not in the bundle, because Lit has then changed and the replacement must be reviewed.
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
 * Minifies a finished file with terser, after Vite's own minifier. Vite keeps white space and annotations in ES libraries
 * for the sake of a later tree-shaking, which does not happen to a file for a script tag. The two minifiers in a row give
 * a smaller file than either alone.
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
        // By Lit's convention, properties that start with `_$` are internal to Lit, and all of Lit is in this file.
        mangle: { properties: { regex: /^_\$/ } },
        format: { comments: /^!/ },
        sourceMap: { content: map.source as string, url: `${fileName}.map` },
      });
      // terser throws where it has no code, and the map is a text because `asObject` is not set. Its types say neither.
      file.code = minified.code!;
      map.source = minified.map as string;
    },
  };
}

/** Builds each adapter into a file that imports nothing, and copies the schema of the feed, which tsc does not copy. */
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
            emptyOutDir: false, // All adapters are written to this folder, and the outer build has emptied it.
            rolldownOptions: { output: { postBanner: `/*! market-ticker ${version}, MIT */` } },
            lib: { entry: `src/adapters/${name}.ts`, formats: ['es'], fileName: () => `${name}.js` },
          },
        });
      }
      writeIntegrity('dist/cdn');
    },
  };
}

/** Lists the adapters: the files of `src/adapters/` that register an adapter of their own name. The others are parts. */
function adapterNames(): string[] {
  return readdirSync('src/adapters')
    .map((file) => file.replace('.ts', ''))
    .filter((name) => readFileSync(`src/adapters/${name}.ts`, 'utf8').includes(`registerAdapter('${name}'`));
}

/**
 * Writes `integrity.json`, which holds the hash of each file by its name. A page puts the hash into the `integrity`
 * attribute, and the browser then runs exactly this file or none.
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

/** Emits the licence of Lit, which asks for its text to accompany every copy. */
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
