import type { MarkdownRenderer } from 'vitepress';

/** Gives indented code the same box as fenced code, in which long lines scroll. */
export function indentedCode(md: MarkdownRenderer): void {
  md.core.ruler.push('indented-code', ({ tokens }) => {
    for (const token of tokens) if (token.type === 'code_block') token.type = 'fence';
  });
}
