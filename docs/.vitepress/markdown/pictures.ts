import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

const PICTURE =
  /<picture>\s*<source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)"\s*\/?>\s*(<img [^>]*>)\s*<\/picture>/g;

/** Returns the width and height of a PNG file in px. They are at a fixed place in its first chunk. */
function sizeOf(file: string): readonly [width: number, height: number] {
  const data = readFileSync(file);
  return [data.readUInt32BE(16), data.readUInt32BE(20)];
}

/**
 * Makes pictures follow the site's own switch for dark mode; on a forge they follow the reader's system. States their sizes, so
 * that the page does not move when they load.
 */
export function pictures(md: MarkdownRenderer): void {
  md.core.ruler.push('pictures', ({ tokens, env }) => {
    const folder = dirname((env as MarkdownEnv).path);
    for (const token of tokens) {
      if (token.type !== 'html_block') continue;
      token.content = token.content.replace(PICTURE, (_, dark: string, light: string) => {
        const withSize = light.replace(/src="([^"]+)"/, (src, file: string) => {
          const [width, height] = sizeOf(resolve(folder, file));
          const shown = Number(/ width="(\d+)"/.exec(light)?.[1] ?? width);
          return `${src}${shown === width ? ` width="${width}"` : ''} height="${Math.round((height * shown) / width)}"`;
        });
        const inMode = (mode: string): string => withSize.replace('<img', `<img class="when-${mode}" loading="lazy"`);
        return inMode('light') + inMode('dark').replace(/src="[^"]+"/, `src="${dark}"`);
      });
    }
  });
}
