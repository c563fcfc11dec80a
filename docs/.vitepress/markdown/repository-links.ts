import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

const root = resolve(import.meta.dirname, '../../..');
const docs = join(root, 'docs');

/** The address of the repository in package.json, without `git+` and `.git`. */
function repositoryUrl(): string {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    repository?: string | { url: string };
  };
  const url = typeof repository === 'string' ? repository : (repository?.url ?? '');
  return url.replace(/^git\+/, '').replace(/\.git$/, '');
}

/**
 * Leads links out of the folder of the chapters to where the file is: the demo and the files beside the chapters on this site,
 * all others in the repository. A link to a file that does not exist is an error.
 */
export function repositoryLinks(md: MarkdownRenderer, base: string): void {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    const { path } = env as MarkdownEnv;
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null;
      if (!href || /^([a-z]+:|[/#])/.test(href)) continue;
      const [, file = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(href) ?? [];
      const target = resolve(dirname(path), decodeURI(file));
      if (!existsSync(target)) throw new Error(`${path}: dead link to ${href}`);
      const inDocs = relative(docs, target);
      const inRoot = relative(root, target);
      if (inDocs.endsWith('.md') && !inDocs.startsWith('..')) continue;

      const isHere = !inDocs.startsWith('..') || inRoot.endsWith('.html');
      token.attrSet(
        'href',
        isHere
          ? base + (inDocs.startsWith('..') ? inRoot : inDocs) + rest
          : `${repositoryUrl()}/blob/main/${inRoot}${rest}`,
      );
      // The site's router leaves links with a target alone.
      token.attrSet('target', isHere ? '_self' : '_blank');
      if (!isHere) token.attrSet('rel', 'noreferrer');
    }
  });
}
