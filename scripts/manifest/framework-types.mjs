// Types of the tag in the templates of React, Vue and Svelte, made of the custom elements manifest.
import { format, resolveConfig } from 'prettier';
import { elementOf } from './analyse.mjs';

const doc = ({ description }) => `/** ${description.replaceAll('*/', '*\\/')} */`;

/** In a template a number may be written as text, and there only what a number looks like passes. */
const inTemplates = (type) => type.replace(/\bnumber\b/, 'number | `${number}`');

const writable = ({ kind, readonly }) => kind === 'field' && !readonly;

/** What all templates have in common. */
const tag = ({ members, events }) => `
import type { Adapter } from './feed.js';
import type { ${events.map(({ type }) => type.text).join(', ')} } from './events.js';

/** Attributes and properties of \`<market-ticker>\`, as a template sets them. HTML's own are not among them. */
export interface MarketTickerProps {
${members
  .filter(writable)
  .map((field) => `${doc(field)}\n${field.name}?: ${inTemplates(field.type.text)} | undefined;`)
  .join('\n')}
}

/** Events of \`<market-ticker>\`. */
export interface MarketTickerEvents {
${events.map((event) => `${doc(event)}\n'${event.name}': ${event.type.text};`).join('\n')}
}
`;

const imports = `
import type { MarketTickerElement } from './market-ticker-element.js';
import type { MarketTickerEvents, MarketTickerProps } from './tag.js';
`;

const handler = 'MarketTickerEvents[Name] & { currentTarget: MarketTickerElement }';

/** React 19, in whose JSX an element's own events are \`on\` and their name. */
const jsx = `
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
${imports}
type Handlers = { [Name in keyof MarketTickerEvents as \`on\${Name}\`]?: (event: ${handler}) => void };

/** What \`<market-ticker>\` takes in JSX. */
export type MarketTickerJSX = MarketTickerProps &
  Handlers &
  Omit<DetailedHTMLProps<HTMLAttributes<MarketTickerElement>, MarketTickerElement>, keyof MarketTickerProps>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'market-ticker': MarketTickerJSX;
    }
  }
}
`;

const vue = `
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
${imports}
type Handlers = { [Name in keyof MarketTickerEvents]: (event: ${handler}) => void };

/** \`<market-ticker>\` in a template. */
export type MarketTickerVue = new () => MarketTickerElement & {
  /** @deprecated for the type checker of templates only: an element has no such property */
  $props: MarketTickerProps & Omit<HTMLAttributes, keyof MarketTickerProps> & PublicProps;
  /** @deprecated for the type checker of templates only: an element has no such method */
  $emit: EmitFn<Handlers>;
};

declare module 'vue' {
  interface GlobalComponents {
    'market-ticker': MarketTickerVue;
  }
}
`;

const svelte = `
import type { HTMLAttributes } from 'svelte/elements';
${imports}
type Handlers = {
  [Name in keyof MarketTickerEvents as \`on\${Name}\` | \`on:\${Name}\`]?: ((event: ${handler}) => void) | undefined;
};

/** What \`<market-ticker>\` takes in a template. */
export type MarketTickerSvelte = MarketTickerProps &
  Handlers &
  Omit<HTMLAttributes<MarketTickerElement>, keyof MarketTickerProps>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'market-ticker': MarketTickerSvelte;
  }
}
`;

/** @returns files of types by their names */
export async function types(manifest) {
  const files = { 'tag.d.ts': tag(elementOf(manifest)), 'jsx.d.ts': jsx, 'vue.d.ts': vue, 'svelte.d.ts': svelte };
  const options = { ...(await resolveConfig('src/index.ts')), parser: 'typescript' };
  const formatted = Object.entries(files).map(async ([name, text]) => [name, await format(text, options)]);
  return Object.fromEntries(await Promise.all(formatted));
}
