import type { MarkdownOptions } from 'vitepress';
import { indentedCode } from './indented-code.js';
import { literalBraces } from './literal-braces.js';
import { liveStrips } from './live-strips.js';
import { pictures } from './pictures.js';
import { repositoryLinks } from './repository-links.js';
import { slugify } from './slugify.js';
import { tables } from './tables.js';

/** Returns the settings by which the same Markdown works here, on a forge and in the package. */
export const markdownOptions = (base: string): MarkdownOptions => ({
  anchor: { slugify },
  // The comments of `github-light` and `github-dark` have too little contrast.
  theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
  config: (md) => {
    md.use(literalBraces).use(indentedCode).use(liveStrips).use(pictures).use(tables).use(repositoryLinks, base);
  },
});
