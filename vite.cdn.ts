import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { minify } from 'terser';
import { build, type BuildOptions, type Plugin, type PluginOption } from 'vite';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

// Minifying removes all comments, but the licences require that their notices stay in the file.
const licenceNotice =
  `/*! market-ticker ${version}, MIT: LICENSE.txt; Lit, BSD-3-Clause: LICENSE-lit.txt; ` +
  'eventsource-parser, MIT: LICENSE-eventsource-parser.txt */';

/** Builds the CDN file, which pages load with a script tag. It contains all dependencies and imports nothing. */
export const cdnBuild: BuildOptions = {
  outDir: 'dist/cdn', // Vite empties this folder in every build, so it must not be `dist`, which contains tsc's output.
  target: 'es2022',
  sourcemap: true,
  lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'market-ticker.js' },
  rolldownOptions: { output: { postBanner: licenceNotice } },
};

export const cdnPlugins: PluginOption[] = [
  minifyTemplateLiterals({ include: ['src/**/*.ts'] }) as PluginOption,
  isolateLit(),
  minifyWithTerser('market-ticker.js'),
  emitLicences(),
  buildAdapters(),
];

/**
 * Gives the bundled Lit a `document` and a `globalThis` of its own, which `src/dom/lit-page.ts` describes. They keep the names
 * of the page's elements, its policies and its other copies of Lit away from the bundled one.
 */
function isolateLit(): Plugin {
  const page = JSON.stringify(resolve('src/dom/lit-page.ts'));
  return {
    name: 'isolate-lit',
    transform: {
      filter: { id: /node_modules\/(lit-html|lit-element|@lit\/reactive-element)\// },
      // `css-tag` asks the global object what the browser can do.
      handler: (code, id) => ({
        code: `import { ${id.includes('css-tag') ? '' : 'litGlobal as globalThis, '}litDocument as document, litPropertyMetadata } from ${page};${code}`,
        map: null,
      }),
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
            rolldownOptions: { output: { postBanner: `/*! market-ticker ${version}, MIT: LICENSE.txt */` } },
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

/** Emits our licence and those of the dependencies, because each must accompany every copy of what it covers. */
function emitLicences(): Plugin {
  return {
    name: 'emit-licences',
    generateBundle() {
      for (const [fileName, path] of [
        ['LICENSE.txt', 'LICENSE'],
        ['LICENSE-lit.txt', 'node_modules/lit/LICENSE'],
        ['LICENSE-eventsource-parser.txt', 'node_modules/eventsource-parser/LICENSE'],
      ] as const)
        this.emitFile({ type: 'asset', fileName, source: readFileSync(path, 'utf8') });
    },
  };
}
