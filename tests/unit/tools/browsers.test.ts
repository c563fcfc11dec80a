import { ESLint } from 'eslint';
import { beforeAll, describe, expect, test } from 'vitest';

const eslint = new ESLint();

/** What the rules on browsers refuse in a file of the source. */
async function refused(code: string): Promise<string[]> {
  // The text stands in for that of an existing file, because the rules need types.
  const [result] = await eslint.lintText(code, { filePath: 'src/warn-once.ts' });
  return result!.messages
    .filter(({ ruleId, fatal }) => fatal || ruleId?.startsWith('browsers/'))
    .map(({ message }) => /`(.*)` is missing/.exec(message)?.[1] ?? message);
}

const refusedStyles = (styles: string): Promise<string[]> =>
  refused(`import { css } from 'lit';\nexport const styles = css\`${styles}\`;`);

beforeAll(() => refused(''), 60_000); // The first call loads the plugins and the types.

describe('what the oldest browsers lack is refused', () => {
  test.each([
    ['export const x = URL.canParse("/");', 'URL.canParse'],
    ['export const x = AbortSignal.any([]);', 'AbortSignal.any'],
    ['export const x = [2, 1].toSorted();', 'Array.toSorted'],
    ['export const x = (list: readonly number[]) => list.with(0, 1);', 'Array.with'],
    ['export const x = (element?: HTMLElement) => element?.checkVisibility();', 'Element.checkVisibility'],
    ['export const x = (target: Element | ShadowRoot) => target.getHTML();', 'Element.getHTML'],
    ['export const x = (element: HTMLElement) => element.attachInternals();', 'HTMLElement.attachInternals'],
    ['export const x = new CSSStyleSheet();', 'CSSStyleSheet'],
    ['export const x = new CompressionStream("gzip");', 'CompressionStream'],
  ])('%s', async (code, name) => {
    expect(await refused(code)).toEqual([name]);
  });

  test.each([
    ['a:dir(rtl) { color: red }', ':dir'],
    ['a:is(b, :state(live)) { color: red }', ':state'],
    ['a:has(b) { color: red }', ':has'],
    ['a { block-size: calc(1lh + 1px) }', 'lh'],
    ['a { text-wrap-style: balance }', 'text-wrap-style'],
    ['a { --x: color-mix(in srgb, red, blue) }', 'color-mix()'],
    ['a { width: stretch }', 'width: stretch'],
    ['@media (width < 30rem) { a { color: red } }', '<'],
    ['@media print and (scripting: none) and (update: fast) { a { color: red } }', 'update'],
    ['@starting-style { a { color: red } }', '@starting-style'],
    ['@supports not (width: 1lh) { a { width: 1lh } }', 'lh'],
    ['a { &:hover { color: red } }', '{}'],
  ])('%s', async (styles, name) => {
    expect(await refusedStyles(styles)).toContain(name);
  });

  test('a rule in a rule', async () => {
    expect(await refusedStyles('a { b { color: red } }')).toHaveLength(1);
  });
});

describe('what they have, or what has a fallback, is allowed', () => {
  test.each([
    'export const x = [1, 2].findLastIndex(Boolean);',
    'export const x = (root: ShadowRoot) => root.replaceChildren();',
    'export const x = new ResizeObserver(() => structuredClone({}));',
    'export const x = (states: CustomStateSet) => states.has("live");',
    'const URL = { canParse: () => true };\nexport const x = URL.canParse();',
  ])('%s', async (code) => {
    expect(await refused(code)).toEqual([]);
  });

  test.each([
    'a:focus-visible { inset-inline: 1px; overflow: clip; contain: content }',
    '@container (width < 30em) { ::slotted(a) { color: red } }',
    '@media (max-width: 30em) and (forced-colors: active) { a { color: Canvas } }',
    '@supports (width: 1lh) { a { width: 1lh } }',
    'a::-webkit-scrollbar { display: none }',
    'a { color: light-dark(red, blue); scrollbar-width: none }',
  ])('%s', async (styles) => {
    expect(await refusedStyles(styles)).toEqual([]);
  });
});
