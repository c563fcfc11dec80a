import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

const COMMENT = /^<!-- *live-strip\b(.*?)-->\s*$/s;
const ATTRIBUTES = /^(?: +[a-z][a-z-]*(?:="[^"]*")?)* *$/;

/** Makes a live strip of each `<!-- live-strip ATTRIBUTES -->` that is alone on its line. Elsewhere nobody sees the comment. */
export function liveStrips(md: MarkdownRenderer): void {
  md.core.ruler.push('live-strips', ({ tokens, env }) => {
    for (const token of tokens) {
      if (token.type !== 'html_block') continue;
      const attributes = COMMENT.exec(token.content)?.[1];
      if (attributes === undefined) {
        if (!token.content.startsWith('<!-- live-strip')) continue;
        throw new Error(`${(env as MarkdownEnv).path}: not alone on its line: ${token.content}`);
      }
      if (!ATTRIBUTES.test(attributes))
        throw new Error(`${(env as MarkdownEnv).path}: these attributes cannot be read:${attributes}`);
      token.content = `<LiveStrip${attributes.trimEnd()} />\n`;
    }
  });
}
