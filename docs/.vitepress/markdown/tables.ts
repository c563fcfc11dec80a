import type { MarkdownRenderer } from 'vitepress';

/** Puts each table in a box that scrolls where the table is too wide, also by keyboard. */
export function tables(md: MarkdownRenderer): void {
  md.renderer.rules.table_open = () => '<div class="table-box" tabindex="0">\n<table>\n';
  md.renderer.rules.table_close = () => '</table>\n</div>\n';
}
