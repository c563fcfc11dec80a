import { feedConfig } from './feed-config.js';
import { BRACES, HTML, indent, styleSheet, tag } from './markup.js';
import { adapterFiles, scriptFiles, type CdnFiles } from './script-files.js';
import { DEFAULTS, type FormName, type State } from './state.js';

/** One piece of code to paste. */
export interface CodeBlock {
  /** Where to paste it: a key of `messages.places`, or the name of a file. */
  readonly place: string;
  readonly code: string;
  /** Whether it is a whole new file, which can be downloaded as well. */
  readonly isFile?: boolean;
}

/** Returns every piece of code that a publisher pastes to get the strip in one form (HTML, React, …). */
export const codeBlocks = (form: FormName, state: State, cdn: CdnFiles): CodeBlock[] => FORMS[form](state, cdn);

const FORMS: Record<FormName, (state: State, cdn: CdnFiles) => CodeBlock[]> = {
  html: (state, cdn) => [
    { place: 'head', code: `<style>\n${indent(styleSheet(state), 2)}\n</style>\n${scriptTags(state, cdn)}` },
    { place: 'body', code: tag(state, HTML) },
  ],

  npm: (state, cdn) => [
    { place: 'terminal', code: installCommand(cdn) },
    { place: 'script', code: importStatements(state) },
    { place: 'styles', code: styleSheet(state) },
    { place: 'body', code: tag(state, HTML) },
  ],

  // A server that renders the page needs nothing of the strip. `use client` makes the import run in the browser.
  react: (state, cdn) => [
    { place: 'terminal', code: installCommand(cdn) },
    {
      place: 'MarketStrip.jsx',
      code: `'use client';

${importStatements(state)}
import './market-strip.css';

export function MarketStrip() {
  return (
${indent(tag(state, BRACES), 4)}
  );
}`,
    },
    { place: 'market-strip.css', code: styleSheet(state) },
  ],

  vue: (state, cdn) => [
    { place: 'terminal', code: installCommand(cdn) },
    {
      place: 'MarketStrip.vue',
      code: `<script setup>
${importStatements(state)}
</script>

<template>
${indent(vueTag(state), 2)}
</template>

<style>
${styleSheet(state)}
</style>`,
    },
    {
      place: 'vite.config.js',
      code: `import vue from '@vitejs/plugin-vue';

// Tells Vue that this tag is no Vue component.
const isCustomElement = (tag) => tag === 'market-ticker';

export default {
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } })],
};`,
    },
  ],

  svelte: (state, cdn) => [
    { place: 'terminal', code: installCommand(cdn) },
    {
      place: 'MarketStrip.svelte',
      code: `<script>
${indent(importStatements(state), 2)}
</script>

${tag(state, BRACES)}

<style>
${indent(styleSheet(state), 2)}
</style>`,
    },
  ],

  wordpress: (state, cdn) => [
    {
      place: 'block',
      code: `<style>\n${indent(styleSheet(state), 2)}\n</style>\n${scriptTags(state, cdn)}\n\n${tag(state, HTML)}`,
    },
    { place: 'functions.php', code: functionsPhp(state, cdn) },
  ],

  feed: (state, cdn) => {
    const { config, keys } = feedConfig(state);
    const command = (name: string): string => `npx market-ticker-feed ${name}${keys.size ? ' --env-file .env' : ''}`;
    const environment = [...keys].map(([name, value]) => `${name}=${value}`).join('\n');
    return [
      { place: 'feed.config.json', code: config, isFile: true },
      ...(keys.size ? [{ place: '.env', code: environment }] : []),
      { place: 'terminal', code: [installCommand(cdn), command('check'), command('serve')].join('\n') },
      // The command has read the source and chosen the items, so the tag does neither.
      { place: 'body', code: tag({ ...state, ...FEED_OF_THE_TOOL, stream: state.stream && '/markets/stream' }, HTML) },
    ];
  },
};

const FEED_OF_THE_TOOL = { src: '', sample: '', adapter: DEFAULTS.adapter, paths: '', symbols: '', interval: '' };

/** Returns the file of the package that a release attaches, and that `npm pack` makes. */
export const packageFile = ({ version }: CdnFiles): string => `market-ticker-${version}.tgz`;

const installCommand = (cdn: CdnFiles): string =>
  `npm install ${cdn.isPublished ? 'market-ticker' : `./${packageFile(cdn)}`}`;

const importStatements = (state: State): string =>
  ['market-ticker', ...adapterFiles(state).map((file) => `market-ticker/${file}`)]
    .map((name) => `import '${name}';`)
    .join('\n');

// Browsers always load modules by CORS, so `crossorigin` is only needed together with a hash.
const scriptTags = (state: State, cdn: CdnFiles): string =>
  scriptFiles(state, cdn)
    .map(({ url, integrity }) => {
      const src = HTML.attribute('src', url);
      if (!integrity) return `<script type="module" ${src}></script>`;
      return `<script type="module" ${src}\n  integrity="${integrity}" crossorigin="anonymous"></script>`;
    })
    .join('\n');

/** Adds `v-pre` where the text of the link contains double braces, which Vue would otherwise run as an expression. */
const vueTag = (state: State): string =>
  tag(state, HTML, state.end.includes('{{') ? [['v-pre', '']] : []).replace('v-pre=""', 'v-pre');

const phpString = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;

/**
 * Returns the code for `functions.php`, for WordPress 6.5 or newer. It defines a shortcode, because the editor removes unknown
 * tags for authors who may not write HTML.
 */
function functionsPhp(state: State, cdn: CdnFiles): string {
  const files = scriptFiles(state, cdn);
  const enqueue = files.map(
    ({ id, url }) => `\twp_enqueue_script_module( ${phpString(id)}, ${phpString(url)}, array(), null );\n`,
  );
  const hashes = files.filter(({ integrity }) => integrity);
  const filter = hashes.length
    ? `
add_filter( 'wp_script_attributes', function ( $attributes ) {
	$hashes = array(
${hashes.map(({ id, integrity }) => `\t\t${phpString(`${id}-js-module`)} => ${phpString(integrity!)},\n`).join('')}\t);
	$id = $attributes['id'] ?? '';
	if ( isset( $hashes[ $id ] ) ) {
		$attributes['integrity']   = $hashes[ $id ];
		$attributes['crossorigin'] = 'anonymous';
	}
	return $attributes;
} );
`
    : '';
  return `add_action( 'wp_enqueue_scripts', function () {
${enqueue.join('')}	wp_register_style( 'market-ticker', false );
	wp_enqueue_style( 'market-ticker' );
	wp_add_inline_style( 'market-ticker', ${phpString(styleSheet(state))} );
} );
${filter}
// [market_ticker]
add_shortcode( 'market_ticker', function () {
	return ${phpString(tag(state, HTML))};
} );`;
}
