import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import tseslint from 'typescript-eslint';

// The project's own configuration, but without rules that need types, because the files of this test do not exist.
const eslint = new ESLint({
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
} as ESLint.Options);

const rules = new Set([
  'boundaries/dependencies',
  'boundaries/no-unknown-files',
  'no-restricted-syntax',
  'no-restricted-globals',
]);

async function isRefused(filePath: string, code: string): Promise<boolean> {
  const results = await eslint.lintText(code, { filePath });
  const messages = results.flatMap((result) => result.messages);
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages.some(({ ruleId }) => ruleId && rules.has(ruleId));
}

beforeAll(() => isRefused('src/model/x.ts', ''), 30_000); // The first call loads the plugins.

// Imported files exist, because an import that cannot be resolved is refused for that reason alone.
describe('refused', () => {
  test.each([
    ['src/model/x.ts', "import { a } from '../view/format.js';"],
    ['src/model/x.ts', "import { a } from './../view/format.js';"],
    ['src/model/x.ts', "import type { A } from '../view/format.js';"],
    ['src/model/x.ts', "import { a } from '../element.js';"],
    ['src/model/x.ts', "export { a } from '../feed/schedule.js';"],
    ['src/model/x.ts', "export * from './../feed/schedule.js';"],
    ['src/model/x.ts', "import '../../demo/main.js';"],
    ['src/model/x.ts', "import './x/../../view/format.js';"],
    ['src/model/x.ts', "export const a = import('../view/format.js');"],
    ['src/model/x.ts', "export type A = import('../view/format.js').A;"],
    ['src/model/x.ts', "import { html } from 'lit';"],
    ['src/model/x.ts', "import type { LitElement } from 'lit';"],
    ['src/model/x.ts', "import { readFileSync } from 'node:fs';"],
    ['src/model/x.ts', "import { a } from 'market-ticker';"],
    ['src/model/x.ts', 'export const a = document.title;'],
    ['src/model/x.ts', 'export const a = Array.from([1], String);'],
    ['src/feed/x.ts', "export const a = new Event('x');"],
    ['src/feed/x.ts', "export const a = fetch('/', { cache: 'no-store' });"],
    ['src/feed/x.ts', "addEventListener('online', () => 1, { once: true });"],
    ['src/render/x.ts', 'document.body.animate({ opacity: 0 }, { __proto__: null, duration: 1 });'],
    ['src/motion/x.ts', "export const a = new IntersectionObserver(() => 1, { rootMargin: '1px' });"],
    ['src/view/x.ts', "export const a = new Intl.NumberFormat('en', { style: 'percent' });"],
    ['src/adapters/x.ts', "import { a } from '../model/quote.js';"],
    ['src/adapters/x.ts', "import { type A, a } from '../model/quote.js';"],
    ['src/adapters/x.ts', "import type { A } from '../feed/schedule.js';"],
    ['src/adapters/x.ts', "import type { A } from 'lit';"],
    ['src/adapters/x.ts', 'export const a = window.name;'],
    ['src/feed/x.ts', "import { a } from '../view/format.js';"],
    ['src/feed/x.ts', "import { a } from '../adapters/values.js';"],
    ['src/feed/x.ts', "import { a } from '../model/../view/format.js';"],
    ['src/feed/x.ts', "import { html } from 'lit';"],
    ['src/feed/x.ts', "import { repeat } from 'lit/directives/repeat.js';"],
    ['src/view/x.ts', "import { a } from '../feed/schedule.js';"],
    ['src/view/x.ts', "import { html } from '@lit/reactive-element';"],
    ['src/view/x.ts', 'export const a = document.title;'],
    ['src/motion/x.ts', "import { a } from '../model/quote.js';"],
    ['src/motion/x.ts', "import { a } from './../view/format.js';"],
    ['src/element.ts', "import { a } from '../demo/main.js';"],
    ['src/element.ts', "import { a } from 'market-ticker/feed.js';"],
    ['src/x.ts', "import { a } from './model/quote.js';"],
    ['src/events.ts', "import type { A } from './controllers/feed-controller.js';"],
    ['src/controllers/x.ts', "import type { A } from '../market-ticker-element.js';"],
    ['src/render/x.ts', "import type { A } from '../model/quote.js';"],
    ['src/clock/x.ts', "import { a } from '../model/quote.js';"],
    ['src/model/x.ts', "import { a } from '../clock/page-time.js';"],
    ['src/view/x.ts', "import { a } from '../render/flash.js';"],
    ['src/view/format.ts', "import { html } from 'lit';"],
    ['src/i18n/ko.ts', "import { isServer } from 'lit';"],
    ['src/i18n/ko.ts', 'export const a = navigator.language;'],
    ['demo/x.ts', "import { a } from '../src/element.js';"],
    ['demo/page/x.ts', "import { a } from './../../src/model/quote.js';"],
    ['demo/page/x.ts', "import { a } from '/src/model/quote.js';"],
    ['demo/page/x.ts', "import { a } from 'market-ticker/model/quote.js';"],
    ['demo/server/x.ts', "import { parseFeed } from 'market-ticker/feed.js';"],
    ['demo/server/x.ts', "import { a } from '../../src/element.js';"],
    ['demo/server/x.ts', "import { a } from '../../src/feed-tool/engine.js';"],
  ])('%s: %s', async (filePath, code) => {
    expect(await isRefused(filePath, code)).toBe(true);
  });
});

describe('allowed', () => {
  test.each([
    ['src/model/x.ts', "import { a } from './quote.js';"],
    ['src/model/x.ts', 'export const a = (now = Date.now()) => now;'],
    ['src/adapters/x.ts', "import type { A } from '../model/quote.js';"],
    ['src/feed/x.ts', "import { a } from '../model/quote.js';"],
    ['src/feed/x.ts', "import { a } from '../clock/page-time.js';"],
    ['src/feed/x.ts', "import type { ReactiveController } from 'lit';"],
    ['src/view/x.ts', "import { a } from '../model/quote.js';"],
    ['src/adapters/x.ts', "import { refusedFeed } from '../model/raw-feed.js';"],
    ['src/view/template.ts', "import { html } from 'lit';"],
    ['src/i18n/locale.ts', "import { isServer } from 'lit'; export const a = document.title;"],
    ['src/events.ts', "import type { A } from './feed/schedule.js';"],
    ['src/controllers/x.ts', "import { a } from '../events.js'; import { b } from '../render/flash.js';"],
    ['src/motion/x.ts', "import type { ReactiveController } from 'lit';"],
    ['src/motion/x.ts', 'export const a = document.title;'],
    ['src/market-ticker-element.ts', "import { a } from './view/format.js'; import { html } from 'lit';"],
    ['demo/x.ts', "import 'market-ticker'; import 'market-ticker/adapters/naver.js';"],
    ['demo/page/x.ts', "import { parseFeed } from 'market-ticker/feed.js'; import { a } from '../main.js';"],
    ['demo/server/x.ts', "import type { RawFeed } from 'market-ticker/feed.js'; import { a } from 'node:fs';"],
    ['demo/server/x.ts', "import { a } from '../../src/feed-tool/simulate/market.js';"],
  ])('%s: %s', async (filePath, code) => {
    expect(await isRefused(filePath, code)).toBe(false);
  });
});

describe('circles', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'circles-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Writes the files, and runs oxlint on them with the project's configuration. */
  async function hasCircle(files: Record<string, string>): Promise<boolean> {
    for (const [name, code] of Object.entries(files)) await writeFile(join(folder, name), code);
    const names = Object.keys(files).map((name) => join(folder, name));
    const oxlint = ['node_modules/oxlint/bin/oxlint', '--config', '.oxlintrc.json', '--format', 'json', ...names];
    const { stdout } = await promisify(execFile)(process.execPath, oxlint).catch((error: { stdout: string }) => error);
    const { diagnostics, number_of_files: count } = JSON.parse(stdout) as Record<string, unknown>;
    expect(count).toBe(names.length);
    return JSON.stringify(diagnostics).includes('no-cycle');
  }

  const a = "import { b } from './b.js'; export const a = b;";
  test.each([
    ['of values', { 'a.ts': a, 'b.ts': "import { a } from './a.js'; export const b = 1, c = () => a;" }, true],
    ['of a type', { 'a.ts': a, 'b.ts': "import type { A } from './a.js'; export const b: A = 1;" }, true],
    [
      'of types alone, through a third file',
      {
        'a.ts': "import type { B } from './b.js'; export type A = B | 1;",
        'b.ts': "import type { C } from './c.js'; export type B = C | 2;",
        'c.ts': "import type { A } from './a.js'; export type C = A | 3;",
      },
      true,
    ],
    ['none', { 'a.ts': a, 'b.ts': 'export const b = 1;' }, false],
  ])('%s', async (_, files, expected) => {
    expect(await hasCircle(files)).toBe(expected);
  });
});
