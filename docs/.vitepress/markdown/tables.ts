import type { MarkdownRenderer } from 'vitepress';

/**
 * Puts each table in a box that scrolls where the table is too wide, also by keyboard. A cell of the head that has no text is no
 * header, and a head without any text is removed: Markdown has no tables without a head.
 */
export function tables(md: MarkdownRenderer): void {
  md.core.ruler.push('empty-heads', ({ tokens }) => {
    for (let start = tokens.length - 1; start >= 0; start--) {
      if (tokens[start]!.type !== 'thead_open') continue;
      const length = tokens.slice(start).findIndex(({ type }) => type === 'thead_close') + 1;
      const head = tokens.slice(start, start + length);
      if (head.every(({ content }) => content === '')) tokens.splice(start, length);
      head.forEach((token, index) => {
        if (token.type === 'th_open' && head[index + 1]!.content === '') token.tag = head[index + 2]!.tag = 'td';
      });
    }
  });
  md.renderer.rules.table_open = () => '<div class="table-box" tabindex="0">\n<table>\n';
  md.renderer.rules.table_close = () => '</table>\n</div>\n';
}
