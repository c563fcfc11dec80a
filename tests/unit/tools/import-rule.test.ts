import { ESLint } from 'eslint';
import { beforeAll, describe, expect, test } from 'vitest';
import tseslint from 'typescript-eslint';

// The real configuration; without types, as these files do not exist.
const eslint = new ESLint({
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
} as ESLint.Options);

const rules = new Set(['@typescript-eslint/no-restricted-imports', 'no-restricted-syntax', 'no-restricted-globals']);

async function refused(filePath: string, code: string): Promise<boolean> {
  const results = await eslint.lintText(code, { filePath });
  const messages = results.flatMap((result) => result.messages);
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages.some(({ ruleId }) => ruleId && rules.has(ruleId));
}

beforeAll(() => refused('src/model/x.ts', ''), 30_000); // loads the plugins

describe('refused', () => {
  test.each([
    ['src/model/x.ts', "import { a } from '../view/x.js';"],
    ['src/model/x.ts', "import { a } from './../view/x.js';"],
    ['src/model/x.ts', "import type { A } from '../view/x.js';"],
    ['src/model/x.ts', "import { a } from '../element.js';"],
    ['src/model/x.ts', "export { a } from '../feed/x.js';"],
    ['src/model/x.ts', "export * from './../feed/x.js';"],
    ['src/model/x.ts', "import '../../demo/x.js';"],
    ['src/model/x.ts', "import './x/../../view/y.js';"],
    ['src/model/x.ts', "export const a = import('../view/x.js');"],
    ['src/model/x.ts', "export type A = import('../view/x.js').A;"],
    ['src/model/x.ts', "import { html } from 'lit';"],
    ['src/model/x.ts', "import type { LitElement } from 'lit';"],
    ['src/model/x.ts', "import { readFileSync } from 'node:fs';"],
    ['src/model/x.ts', "import { a } from 'market-ticker';"],
    ['src/model/x.ts', 'export const a = document.title;'],
    ['src/adapters/x.ts', "import { a } from '../model/x.js';"],
    ['src/adapters/x.ts', "import { type A, a } from '../model/x.js';"],
    ['src/adapters/x.ts', "import type { A } from '../feed/x.js';"],
    ['src/adapters/x.ts', "import type { A } from 'lit';"],
    ['src/adapters/x.ts', 'export const a = window.name;'],
    ['src/feed/x.ts', "import { a } from '../view/x.js';"],
    ['src/feed/x.ts', "import { a } from '../adapters/x.js';"],
    ['src/feed/x.ts', "import { a } from '../model/../view/x.js';"],
    ['src/feed/x.ts', "import { html } from 'lit';"],
    ['src/feed/x.ts', "import { repeat } from 'lit/directives/repeat.js';"],
    ['src/view/x.ts', "import { a } from '../feed/x.js';"],
    ['src/view/x.ts', "import { html } from '@lit/reactive-element';"],
    ['src/view/x.ts', 'export const a = document.title;'],
    ['src/motion/x.ts', "import { a } from '../model/x.js';"],
    ['src/motion/x.ts', "import { a } from './../view/x.js';"],
    ['src/x.ts', "import { a } from '../demo/x.js';"],
    ['src/x.ts', "import { a } from 'market-ticker/feed.js';"],
    ['demo/x.ts', "import { a } from '../src/x.js';"],
    ['demo/page/x.ts', "import { a } from './../../src/model/x.js';"],
    ['demo/page/x.ts', "import { a } from '/src/model/x.js';"],
    ['demo/page/x.ts', "import { a } from 'market-ticker/model/x.js';"],
    ['demo/server/x.ts', "import { parseFeed } from 'market-ticker/feed.js';"],
    ['demo/server/x.ts', "import { a } from '../../src/x.js';"],
  ])('%s: %s', async (filePath, code) => {
    expect(await refused(filePath, code)).toBe(true);
  });
});

describe('allowed', () => {
  test.each([
    ['src/model/x.ts', "import { a } from './y.js';"],
    ['src/model/x.ts', 'export const a = (now = Date.now()) => now;'],
    ['src/adapters/x.ts', "import type { A } from '../model/x.js';"],
    ['src/feed/x.ts', "import { a } from '../model/x.js';"],
    ['src/feed/x.ts', "import type { ReactiveController } from 'lit';"],
    ['src/view/x.ts', "import { a } from '../model/x.js';"],
    ['src/motion/x.ts', "import type { ReactiveController } from 'lit';"],
    ['src/motion/x.ts', 'export const a = document.title;'],
    ['src/x.ts', "import { a } from './view/x.js'; import { html } from 'lit';"],
    ['demo/x.ts', "import 'market-ticker'; import 'market-ticker/adapters/naver.js';"],
    ['demo/page/x.ts', "import { parseFeed } from 'market-ticker/feed.js'; import { a } from '../y.js';"],
    ['demo/server/x.ts', "import type { RawFeed } from 'market-ticker/feed.js'; import { a } from 'node:fs';"],
  ])('%s: %s', async (filePath, code) => {
    expect(await refused(filePath, code)).toBe(false);
  });
});
