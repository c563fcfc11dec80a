import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { sidebar } from './chapters.js';
import { koreanControls, koreanNotFound, koreanSearch } from './korean.js';
import { markdownOptions } from './markdown/index.js';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** The folder of the site on its host, with or without slashes around it. By default the site is a host of its own. */
const { DOCS_BASE = '' } = process.env;
const base = `/${DOCS_BASE}/`.replace(/\/+/g, '/');

// The site's router would look for these pages among the chapters if their links had no target.
const demo = (text: string, file: string) => ({ text, link: `/demo/${file}`, target: '_self' });

export default defineConfig({
  base,
  outDir: path('dist-docs'),
  cacheDir: path('node_modules/.cache/vitepress'),
  title: 'market-ticker',
  description: 'A live market strip for news sites, as one HTML tag.',
  head: [['link', { rel: 'icon', href: `${base}seal.svg`, type: 'image/svg+xml' }]],
  markdown: markdownOptions(base),
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      themeConfig: {
        nav: [
          { text: 'Docs', link: '/getting-started' },
          demo('Tag builder', 'builder.html'),
          demo('Demo', 'index.html'),
        ],
        sidebar: sidebar('en'),
        outline: [2, 3],
      },
    },
    ko: {
      label: '한국어',
      lang: 'ko',
      description: '언론사 사이트에 태그 하나로 넣는 시세 티커',
      themeConfig: {
        nav: [
          { text: '문서', link: '/ko/getting-started' },
          demo('태그 빌더', 'builder.html#ui=ko'),
          demo('데모', 'ko.html'),
        ],
        sidebar: sidebar('ko'),
        notFound: koreanNotFound,
        ...koreanControls,
      },
    },
  },
  themeConfig: { search: { provider: 'local', options: { locales: { ko: koreanSearch } } } },
  transformPageData({ relativePath, frontmatter }) {
    const other = relativePath.startsWith('ko/') ? relativePath.slice('ko/'.length) : `ko/${relativePath}`;
    frontmatter.isTranslated = existsSync(path(`docs/${other}`));
  },
  // The theme sets these classes when its script runs, and the title would move then. Every chapter has a sidebar.
  transformHtml: (html, id) =>
    id.endsWith('404.html') ? html : html.replace('class="VPNavBar"', 'class="VPNavBar has-sidebar top"'),
  buildEnd({ outDir }) {
    // Chapters link to these files, and readers download them.
    mkdirSync(`${outDir}/feed-tool`, { recursive: true });
    for (const file of readdirSync(path('docs/feed-tool')))
      copyFileSync(path(`docs/feed-tool/${file}`), `${outDir}/feed-tool/${file}`);
    copyFileSync(path('demo/seal.svg'), `${outDir}/seal.svg`);
  },
  vite: {
    resolve: {
      alias: [
        { find: /^market-ticker$/, replacement: path('src/index.ts') },
        { find: /^.*\/composables\/langs$/, replacement: path('docs/.vitepress/theme/langs.ts') },
      ],
    },
    server: { host: '127.0.0.1' },
  },
});
