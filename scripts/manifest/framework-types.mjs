// Generates the types of the tag in React, Vue and Svelte templates from the custom elements manifest.
import { format, resolveConfig } from 'prettier';
import { elementOf } from './analyse.mjs';

/** Formats a description as a doc comment. */
const docComment = ({ description }) => `/** ${description.replaceAll('*/', '*\\/')} */`;

/** Adds numeric strings to the type `number`, because templates may write a number as text. */
const inTemplates = (type) => type.replace(/\bnumber\b/, 'number | `${number}`');

const isWritableField = ({ kind, readonly }) => kind === 'field' && !readonly;

/** Returns the types that all frameworks share. */
const tagTypes = ({ members, events }) => `
import type { Adapter } from './feed.js';
import type { ${events.map(({ type }) => type.text).join(', ')} } from './events.js';

/** The attributes and properties of \`<market-ticker>\` that a template can set, without those of every HTML element. */
export interface MarketTickerProps {
${members
  .filter(isWritableField)
  .map((field) => `${docComment(field)}\n${field.name}?: ${inTemplates(field.type.text)} | undefined;`)
  .join('\n')}
}

/** The events of \`<market-ticker>\`, by name. */
export interface MarketTickerEvents {
${events.map((event) => `${docComment(event)}\n'${event.name}': ${event.type.text};`).join('\n')}
}
`;

const imports = `
import type { MarketTickerElement } from './market-ticker-element.js';
import type { MarketTickerEvents, MarketTickerProps } from './tag.js';
`;

const handler = 'MarketTickerEvents[Name] & { currentTarget: MarketTickerElement }';

/** The types for React 19. In JSX, the handler of a custom event is named `on` plus the name of the event. */
const jsx = `
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
${imports}
type Handlers = { [Name in keyof MarketTickerEvents as \`on\${Name}\`]?: (event: ${handler}) => void };

/** The props of \`<market-ticker>\` in JSX. */
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

/** The component type of \`<market-ticker>\` in a template. */
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

/** The props of \`<market-ticker>\` in a template. */
export type MarketTickerSvelte = MarketTickerProps &
  Handlers &
  Omit<HTMLAttributes<MarketTickerElement>, keyof MarketTickerProps>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'market-ticker': MarketTickerSvelte;
  }
}
`;

/** Returns the text of each type declaration file, by file name. */
export async function frameworkTypes(manifest) {
  const files = { 'tag.d.ts': tagTypes(elementOf(manifest)), 'jsx.d.ts': jsx, 'vue.d.ts': vue, 'svelte.d.ts': svelte };
  const options = { ...(await resolveConfig('src/index.ts')), parser: 'typescript' };
  const formatted = Object.entries(files).map(async ([name, text]) => [name, await format(text, options)]);
  return Object.fromEntries(await Promise.all(formatted));
}
