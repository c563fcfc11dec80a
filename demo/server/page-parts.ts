import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { repository } from '../../scripts/project/project.mjs';
import { en } from './texts-en.js';
import { ko } from './texts-ko.js';

const folder = new URL('../parts/', import.meta.url);
const TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, ko };

function textOf(name: string, texts: Readonly<Record<string, string>>): string {
  const text = texts[name];
  if (text === undefined) throw new Error(`No text is named ${name}.`);
  return text;
}

/**
 * Fills a page of the demo: `<!-- part: NAME -->` becomes that file of `demo/parts`, and `{{NAME}}` the text of that name in the
 * page's language, which is the `lang` of its root element. Texts are HTML.
 */
export function fillPage(html: string): string {
  const [, lang = ''] = /<html lang="(\w+)"/.exec(html) ?? [];
  const texts = { ...TEXTS[lang], lang, docs: `${repository}/blob/main/docs` };
  const fill = (part: string): string =>
    part
      .replace(/\{\{(\w+)\}\}/g, (_, name: string) => textOf(name, texts))
      .replace(/<!-- part: ([\w-]+\.html) -->/g, (_, name: string) =>
        fill(readFileSync(new URL(name, folder), 'utf8')),
      );
  return fill(html);
}

/** Vite plugin that fills the demo's pages, so that those of each language share their parts and are static files all the same. */
export function pageParts(): Plugin {
  return {
    name: 'page-parts',
    transformIndexHtml: { order: 'pre', handler: fillPage },
    configureServer: ({ watcher, ws }) => {
      watcher.on('change', (file) => {
        if (file.startsWith(fileURLToPath(folder))) ws.send({ type: 'full-reload' });
      });
    },
  };
}
