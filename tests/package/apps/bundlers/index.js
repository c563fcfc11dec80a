// Bundles a few lines that import the package with each bundler, configured for production, and prints the sizes as JSON.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import { build } from 'vite';
import webpack from 'webpack';

const SOURCES = {
  nothing: '',
  element: "import 'market-ticker/element.js';",
  unused: "import { MarketTickerElement } from 'market-ticker/element.js';",
  tag: "import 'market-ticker';",
  feed: "import { parseFeed } from 'market-ticker/feed.js'; console.log(parseFeed(globalThis.payload));",
  adapter: "import 'market-ticker/adapters/naver.js';",
  own: "import { MarketTickerElement } from 'market-ticker/element.js'; customElements.define('our-ticker', MarketTickerElement);",
};

const bundlers = {
  async vite(input) {
    const lib = { entry: input, formats: ['es'], fileName: 'out' };
    const [{ output }] = await build({ configFile: false, logLevel: 'error', build: { write: false, lib } });
    return output[0].code;
  },
  async rollup(input) {
    const bundle = await rollup({ input, plugins: [nodeResolve({ browser: true })], onwarn: () => undefined });
    return (await bundle.generate({ format: 'es' })).output[0].code;
  },
  async esbuild(input) {
    const options = { bundle: true, minify: true, write: false, format: 'esm', logLevel: 'error' };
    return (await esbuild.build({ entryPoints: [input], ...options })).outputFiles[0].text;
  },
  async webpack(input) {
    const options = { mode: 'production', entry: `./${input}`, output: { path: `${process.cwd()}/webpack` } };
    await new Promise((resolve, reject) =>
      webpack(options, (error, stats) => {
        const failed = error ?? (stats.hasErrors() && new Error(stats.toString()));
        if (failed) reject(failed);
        else resolve();
      }),
    );
    return readFileSync('webpack/main.js', 'utf8');
  },
};

mkdirSync('dist');
const sizes = {};
for (const [source, text] of Object.entries(SOURCES)) {
  const input = `${source}.js`;
  writeFileSync(input, text);
  for (const [name, bundle] of Object.entries(bundlers)) {
    const code = await bundle(input);
    writeFileSync(`dist/${name}-${source}.js`, code);
    sizes[name] ??= {};
    sizes[name][source] = { bytes: code.length, lit: code.includes('lit-html'), tag: code.includes('market-ticker') };
  }
}
console.log(JSON.stringify(sizes));
