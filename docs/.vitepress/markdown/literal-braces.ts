import type { MarkdownRenderer } from 'vitepress';

/** Shows `{{ … }}` in texts and code spans as it is written. VitePress would run it as JavaScript, but only in blocks of code it does not. */
export function literalBraces(md: MarkdownRenderer): void {
  const { text, code_inline } = md.renderer.rules;
  md.renderer.rules.text = (...args) => text!(...args).replaceAll('{{', '&#123;&#123;');
  md.renderer.rules.code_inline = (...args) => code_inline!(...args).replaceAll('{{', '&#123;&#123;');
}
