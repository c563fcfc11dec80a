// Builds the script of each page as a publisher would: one minified file with everything that it needs.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** @returns {Promise<string>} the script in pages/, with its imports */
export async function bundle(entry) {
  const { output } = await build({
    configFile: false,
    root: path('pages'),
    logLevel: 'error',
    mode: 'production',
    plugins: [vue(), svelte({ configFile: false, compilerOptions: { css: 'injected' } })],
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      modulePreload: false,
      rolldownOptions: { input: path(`pages/${entry}`), output: { codeSplitting: false } },
    },
  });
  return output.find(({ type }) => type === 'chunk').code;
}

const scriptsOf = async ({ file, entry }) => [
  ...(file ? [await readFile(path(`../../${file}`), 'utf8')] : []),
  ...(entry ? [await bundle(entry)] : []),
];

/** @returns {Promise<Map<string, string[]>>} the scripts of each of the pages, by its name */
export async function buildPages(pages) {
  const scripts = new Map();
  for (const page of pages) scripts.set(page.name, await scriptsOf(page));
  return scripts;
}
