import { build, type Plugin } from 'vite';
import { expect, test, vi } from 'vitest';
import { replaceInLit } from '../../../vite.cdn.js';

// Vitest's NODE_ENV would select Lit's development build, whose text differs.
vi.stubEnv('NODE_ENV', 'production');

const MODULE = 'lit-html/lit-html.js';
const TEXT = 'createPolicy("lit-html"';

/** Changes the code of a module of Lit, as a newer version might, before `replaceInLit` sees the module. */
const changeLit = (change: (code: string) => string): Plugin => ({
  name: 'change-lit',
  enforce: 'pre',
  transform: { filter: { id: `**/node_modules/${MODULE}` }, handler: (code) => ({ code: change(code), map: null }) },
});

/** Builds a bundle of the code with `replaceInLit` and returns the bundle. */
async function bundle(code: string, ...plugins: Plugin[]): Promise<string> {
  // The path lets `lit` be found, but no such file exists.
  const path = `${process.cwd()}/virtual-entry.js`;
  const entry: Plugin = {
    name: 'entry',
    enforce: 'pre',
    resolveId: (id) => (id === path ? id : undefined),
    load: (id) => (id === path ? code : undefined),
  };
  const outputs = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    plugins: [entry, ...plugins, replaceInLit(MODULE, TEXT, 'createPolicy("market-ticker"')],
    build: { write: false, minify: false, lib: { entry: path, formats: ['es'], fileName: 'bundle' } },
  });
  return JSON.stringify(outputs);
}

const withLit = "export { html } from 'lit';";

test('replaces the text in the installed Lit', async () => {
  const code = await bundle(withLit);
  expect(code).toContain(String.raw`createPolicy(\"market-ticker\"`);
  expect(code).not.toContain(String.raw`createPolicy(\"lit-html\"`);
});

test.each([
  ['missing', 0, (code: string) => code.replace(TEXT, 'createPolicy("other"')],
  ['in the module twice', 2, (code: string) => `${code};globalThis.other = () => globalThis.${TEXT});`],
])('fails the build when the text is %s', async (_, count, change) => {
  await expect(bundle(withLit, changeLit(change))).rejects.toThrow(`found it ${count} times`);
});

test('fails the build when the module is not in the bundle', async () => {
  await expect(bundle('export const html = 1;')).rejects.toThrow(`${MODULE} is not in the bundle`);
});
