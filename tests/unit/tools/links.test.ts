import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { slugify } from '../../../docs/.vitepress/markdown/slugify.js';

const markdownIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
const files = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...markdownIn('docs'),
  ...markdownIn('demo'),
];

const withoutBlocks = (text: string): string => text.replace(/^( *)(`{3,}|~{3,})[^]*?^ *\2 *$/gm, '');
const texts = new Map<string, string>();
const textOf = (file: string): string => {
  if (!texts.has(file)) texts.set(file, withoutBlocks(readFileSync(file, 'utf8')));
  return texts.get(file)!;
};

/** The anchors that GitHub makes of a file's headings. A heading that is there again has a number behind it. */
function anchorsOf(file: string): Set<string> {
  const counts = new Map<string, number>();
  const anchors = [...textOf(file).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading]) => {
    const anchor = slugify(heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, ''));
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count ? `${anchor}-${count}` : anchor;
  });
  return new Set(anchors);
}

/** The relative links of a file, and the addresses of its pictures. */
const linksOf = (file: string): string[] =>
  [
    ...textOf(file)
      .replace(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '')
      .matchAll(/\]\(<?([^)\s>]+)|(?:src|srcset|href)="([^"]+)"|^\[[^\]]+\]: *(\S+)/gm),
  ]
    .map(([, ...found]) => found.find(Boolean)!)
    .filter((link) => !/^([a-z][a-z+.-]*:|\/)/i.test(link));

test.each(files)('%s has no dead link to a file or a heading', (file) => {
  const dead = linksOf(file).filter((link) => {
    const [path = '', hash] = link.split('#');
    const target = path ? resolve(dirname(file), decodeURI(path.replace(/\?.*/, ''))) : resolve(file);
    if (!existsSync(target)) return true;
    return hash && target.endsWith('.md') && !anchorsOf(target).has(decodeURIComponent(hash));
  });
  expect(dead).toEqual([]);
});
