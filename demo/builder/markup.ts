import { COLOUR_NAMES, COLOURS, darkKey, DEFAULTS, DEMO_FEED, type Key, type State } from './state.js';

export type Pair = readonly [name: string, value: string];

/** Where a publisher's feed is to be named: the demo's, and one that was pasted, are nowhere else. */
export const PLACEHOLDER = '/markets.json';

export const isPlaceholder = ({ src, sample }: State): boolean => !src || src === DEMO_FEED || !!sample;

const OPTIONAL_ATTRIBUTES: readonly Key[] = [
  'stream',
  'interval',
  'symbols',
  'adapter',
  'paths',
  'layout',
  'speed',
  'palette',
  'share',
  'credentials',
  'label',
  'lang',
];

/** The attributes that say more than the defaults do. */
export function attributes(state: State): Pair[] {
  const src = isPlaceholder(state) ? PLACEHOLDER : state.src;
  // The tag's own shape has no mapping; one that was written for another adapter waits for that.
  const isSet = (key: Key): boolean =>
    state[key] !== DEFAULTS[key] && (key !== 'paths' || state.adapter !== DEFAULTS.adapter);
  const rest = OPTIONAL_ATTRIBUTES.filter(isSet).map((key) => [key, state[key]] as const);
  // Laid out for editing, it would be a column in an attribute.
  const compact = (json: string): string => JSON.stringify(JSON.parse(json));
  return [['src', src], ...rest.map(([key, value]) => [key, key === 'paths' ? compact(value) : value] as const)];
}

const rem = (px: string | number): string => `${Number(px) / 16}rem`;

/** Text that is larger than the strip is high would make it higher, once it is there. */
const heightInRem = ({ size, height }: State): string =>
  rem(height === DEFAULTS.height ? Math.max(Number(height), 2 * Number(size)) : height || DEFAULTS.height);

/** What is set by CSS, on the element itself. */
export function declarations(state: State): Pair[] {
  const found: Pair[] = COLOUR_NAMES.filter((name) => state[name]).map((name) => {
    const night = state[darkKey(name)];
    const value = night && night !== state[name] ? `light-dark(${state[name]}, ${night})` : state[name];
    return [COLOURS[name], value];
  });
  if (heightInRem(state) !== rem(DEFAULTS.height)) found.push(['--market-ticker-block-size', heightInRem(state)]);
  if (state.gap && state.gap !== DEFAULTS.gap) found.push(['--market-ticker-gap', rem(state.gap)]);
  if (state.size && state.size !== DEFAULTS.size) found.push(['font-size', rem(state.size)]);
  return found;
}

/** The style sheet: the place of the strip before its script has come, and its look. */
export function styleSheet(state: State): string {
  const height = heightInRem(state);
  const place =
    state.layout === 'grid'
      ? `display: block; min-block-size: ${height};`
      : `display: block; block-size: ${height}; line-height: ${height}; overflow: auto hidden; white-space: nowrap;`;
  const look = declarations(state).map(([name, value]) => `  ${name}: ${value};\n`);
  return (
    `/* Its place while the script loads, so that nothing moves when it comes. */\n` +
    `market-ticker:not(:defined) { ${place} }` +
    (look.length ? `\n\nmarket-ticker {\n${look.join('')}}` : '')
  );
}

/** How a language writes an attribute, and text between tags. */
export interface Syntax {
  readonly attribute: (name: string, value: string) => string;
  readonly text: (text: string) => string;
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const HTML: Syntax = {
  // A mapping is JSON, full of double quotes.
  attribute: (name, value) =>
    value.includes('"')
      ? `${name}='${escapeHtml(value).replaceAll('&quot;', '"').replaceAll("'", '&#39;')}'`
      : `${name}="${escapeHtml(value)}"`,
  text: (text) => escapeHtml(text).replaceAll('&quot;', '"'),
};

/** JSX and Svelte: what needs care is a string of JavaScript in braces. `<` as well, for a script around it. */
const stringInBraces = (text: string): string => `{${JSON.stringify(text).replaceAll('<', String.raw`\u003c`)}}`;

export const BRACES: Syntax = {
  attribute: (name, value) => (/["&<>{}\\\n]/.test(value) ? `${name}=${stringInBraces(value)}` : `${name}="${value}"`),
  text: (text) => (/^\s|\s$|["&<>{}\\\n]/.test(text) ? stringInBraces(text) : text),
};

const MAX_LINE = 80;

function openingTag(name: string, pairs: readonly Pair[], { attribute }: Syntax): string {
  const written = pairs.map(([key, value]) => attribute(key, value));
  const flat = `<${[name, ...written].join(' ')}>`;
  return flat.length <= MAX_LINE ? flat : `<${name}\n${written.map((one) => `  ${one}\n`).join('')}>`;
}

/** The tag, as one would write it by hand. */
export function tag(state: State, syntax: Syntax, more: readonly Pair[] = []): string {
  const { end, href } = state;
  const link =
    end &&
    `  ${openingTag(
      'a',
      [
        ['slot', 'end'],
        ['href', href || '/markets'],
      ],
      syntax,
    )}${syntax.text(end)}</a>`;
  return `${openingTag('market-ticker', [...more, ...attributes(state)], syntax)}${link && `\n${link}\n`}</market-ticker>`;
}

/** The same, so many spaces further in. By `\n` alone: U+2028 in a text begins no line of the code. */
export const indent = (text: string, spaces: number): string =>
  text.replace(/(^|\n)(?=[^\n])/g, `$1${' '.repeat(spaces)}`);
