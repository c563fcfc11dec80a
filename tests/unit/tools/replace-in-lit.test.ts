import { build, type Plugin } from 'vite';
import { describe, expect, test, vi } from 'vitest';
import { replaceInLit } from '../../../vite.cdn.js';

// Vitest's NODE_ENV would select Lit's development build, whose text differs.
vi.stubEnv('NODE_ENV', 'production');

interface Replacement {
  module: string;
  text: string;
  replacement: string;
}

// The two replacements of `vite.cdn.ts`.
const replacements: Replacement[] = [
  { module: 'lit-html/lit-html.js', text: 'createPolicy("lit-html"', replacement: 'createPolicy("market-ticker"' },
  { module: 'lit-element/lit-element.js', text: 'litElementHydrateSupport', replacement: 'marketTickerHydrateSupport' },
];

/** Changes the code of a module of Lit, as a newer version might, before `replaceInLit` sees the module. */
const changeLit = (module: string, change: (code: string) => string): Plugin => ({
  name: 'change-lit',
  enforce: 'pre',
  transform: { filter: { id: `**/node_modules/${module}` }, handler: (code) => ({ code: change(code), map: null }) },
});

/** Builds a bundle of the code with the replacement, and returns the code of the bundle. */
async function bundle(code: string, { module, text, replacement }: Replacement, ...plugins: Plugin[]): Promise<string> {
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
    plugins: [entry, ...plugins, replaceInLit(module, text, replacement)],
    build: { write: false, minify: false, lib: { entry: path, formats: ['es'], fileName: 'bundle' } },
  });
  const chunks = [outputs].flat().flatMap((output) => ('output' in output ? output.output : []));
  return chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
}

const withLit = "export { LitElement } from 'lit';";

describe.each(replacements)('$text', (one) => {
  test('is replaced in the installed Lit', async () => {
    const code = await bundle(withLit, one);
    expect(code).toContain(one.replacement);
    expect(code).not.toContain(one.text);
  });

  test('fails the build when the text is missing', async () => {
    const changed = changeLit(one.module, (code) => code.replace(one.text, one.replacement));
    await expect(bundle(withLit, one, changed)).rejects.toThrow('found it 0 times');
  });

  test('fails the build when the text is in the module twice', async () => {
    const changed = changeLit(one.module, (code) => `${code}\n/* ${one.text} */`);
    await expect(bundle(withLit, one, changed)).rejects.toThrow('found it 2 times');
  });

  test('fails the build when the module is not in the bundle', async () => {
    await expect(bundle('export const html = 1;', one)).rejects.toThrow(`${one.module} is not in the bundle`);
  });
});
