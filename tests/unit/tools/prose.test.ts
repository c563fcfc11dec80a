import { fileURLToPath } from 'node:url';
import { createLinter, loadTextlintrc } from 'textlint';
import { expect, test } from 'vitest';

const configFilePath = fileURLToPath(new URL('../../../scripts/prose/textlintrc.cjs', import.meta.url));
const linter = createLinter({ descriptor: await loadTextlintrc({ configFilePath }) });

/** Returns the line and the message of each fault that `npm run lint` would report in a file. */
async function faultsIn(path: string, text: string): Promise<(readonly [number, string])[]> {
  const { messages } = await linter.lintText(text, path);
  return messages.map(({ loc, message }) => [loc.start.line, message] as const);
}

test('the check finds a fault in Markdown, with its line, and none in code', async () => {
  const page = '# Feed\n\nA value that was mended\nis reported.\n\n```js\nmended();\n```\n\nSee `mended`.\n';
  expect(await faultsIn('docs/feed.md', page)).toEqual([[3, 'mended => correct']]);
});

test('the check finds a fault in Korean', async () => {
  expect(await faultsIn('docs/ko/feed.md', '필드 맵핑을 만듭니다.\n')).toEqual([[1, '맵핑 => 매핑']]);
});

test.each([
  ['in one line', '/** Values are mended. */\nexport const mended = 1;\n', 1],
  ['in a class', 'class A {\n  /**\n   * Values\n   *\n   * - that are mended\n   */\n  mended(): void {}\n}\n', 5],
  ['of a parameter', '/**\n * Reads.\n *\n * @param mended whether it was mended\n */\n', 4],
  ['in a line comment', 'const a = 1;\n\n  // It was mended.\n', 3],
])('the check finds a fault in a comment %s, with its line, and none in names', async (_, source, line) => {
  expect(await faultsIn('src/a.ts', source)).toEqual([[line, 'mended => correct']]);
});

test('the check finds words that stand on two lines of a comment', async () => {
  expect(await faultsIn('src/a.ts', '/**\n * The item is no\n * more.\n */\n')).toEqual([
    [2, 'is no\nmore => is gone'],
  ]);
});

test('the check finds the wrong spelling of a term', async () => {
  expect(await faultsIn('src/a.ts', '// Written in Javascript.\n')).toEqual([
    [1, 'Incorrect term: “Javascript”, use “JavaScript” instead'],
  ]);
});
