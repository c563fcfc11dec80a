// The pages that are measured, in the order of the tables.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Page
 * @property {string} name
 * @property {string[]} [packages] the packages that it uses, as named in package.json; the first is the peer itself
 * @property {string} [entry] its script, in pages/
 * @property {string} [framework] a script in pages/ that contains only its framework, to measure the framework's share of the bytes
 * @property {string} [file] a script that is used unchanged, by its path from the root of the project
 * @property {(place: { feed?: string, stream?: string, data?: object }) => string} [markup] returns its markup in the document
 * @property {boolean} [empty] shows nothing
 * @property {boolean} [enters] begins empty, and fills as its quotes enter from the edge
 */

/** @type {Page[]} */
export const pages = [
  { name: 'ours', file: 'dist/cdn/market-ticker.js', markup: ticker },
  {
    name: 'react-fast-marquee',
    packages: ['react-fast-marquee', 'react'],
    entry: 'react-fast-marquee.jsx',
    framework: 'frameworks/react.js',
  },
  { name: 'vue3-marquee', packages: ['vue3-marquee', 'vue'], entry: 'vue3-marquee.js', framework: 'frameworks/vue.js' },
  {
    name: 'svelte-fast-marquee',
    packages: ['svelte-fast-marquee', 'svelte'],
    entry: 'svelte-fast-marquee.js',
    framework: 'frameworks/svelte.js',
  },
  { name: 'dynamic-marquee', packages: ['dynamic-marquee'], entry: 'dynamic-marquee.js' },
  { name: 'marquee', entry: 'marquee.js', enters: true },
  { name: 'embla', packages: ['embla-carousel-auto-scroll', 'embla-carousel'], entry: 'embla.js' },
  { name: 'splide', packages: ['@splidejs/splide-extension-auto-scroll', '@splidejs/splide'], entry: 'splide.js' },
  { name: 'floor', entry: 'floor.js' },
  { name: 'noop', entry: 'noop.js', empty: true },
];

export const pageNamed = (name) => pages.find((page) => page.name === name);

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Titles of the pages without a package name. */
const titles = {
  ours: '`<market-ticker>`',
  marquee: '`<marquee>`',
  floor: 'written by hand',
};

/** The title of a page in tables. */
export const titleOf = ({ name, packages }) =>
  titles[name] ?? (packages ? `${packages[0]} ${dependencies[packages[0]]}` : name);

/** The title without a version. */
export const nameOf = ({ name }) => titles[name] ?? name;

/** The packages of a page with their versions; empty if it uses none. */
export const madeOf = ({ packages = [] }) => packages.map((part) => `${part} ${dependencies[part]}`).join(', ');

/** The ticker's markup, as a publisher writes it. */
function ticker({ feed, stream, data }) {
  const sources = [feed && ` src="${feed}"`, stream && ` stream="${stream}"`];
  const first = data ? `<script type="application/json">${JSON.stringify(data)}</script>` : '';
  return `<market-ticker speed="100"${sources.filter(Boolean).join('')}>${first}</market-ticker>`;
}
