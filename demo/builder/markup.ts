import { COLOUR_NAMES, COLOURS, darkKey, DEFAULTS, DEMO_FEED, hasEffect, type Key, type State } from './state.js';

export type Pair = readonly [name: string, value: string];

/** The address in the code where the publisher's own is still unknown: the demo's feed and a pasted one exist only here. */
const PLACEHOLDER = '/markets.json';

export const isPlaceholder = ({ src, sample }: State): boolean => !src || src === DEMO_FEED || !!sample;

const OPTIONAL_ATTRIBUTES: readonly Key[] = [
  'stream',
  'interval',
  'symbols',
  'adapter',
  'paths',
  'layout',
  'lines',
  'dwell',
  'speed',
  'fields',
  'signs',
  'time-zone',
  'palette',
  'share',
  'credentials',
  'label',
  'lang',
];

/** Returns the attributes of the tag that differ from their defaults. */
export function attributes(state: State): Pair[] {
  const src = isPlaceholder(state) ? PLACEHOLDER : state.src;
  // The adapter `canonical` uses no mapping; the state keeps the one of another adapter until that is chosen again.
  const isSet = (key: Key): boolean =>
    state[key] !== DEFAULTS[key] && hasEffect(key, state) && (key !== 'paths' || state.adapter !== DEFAULTS.adapter);
  const rest = OPTIONAL_ATTRIBUTES.filter(isSet).map((key) => [key, state[key]] as const);
  // The mapping is indented for editing; in an attribute it stands on one line.
  const compact = (json: string): string => JSON.stringify(JSON.parse(json));
  return [['src', src], ...rest.map(([key, value]) => [key, key === 'paths' ? compact(value) : value] as const)];
}

const rem = (px: string | number): string => `${Number(px) / 16}rem`;

/** Returns the height of the strip. Large text makes the strip higher than the default, so that height is reserved as well. */
const heightInRem = ({ size, height }: State): string =>
  rem(height === DEFAULTS.height ? Math.max(Number(height), 2 * Number(size)) : height || DEFAULTS.height);

/** Returns whether the strip has the height of its own, which follows the font of the page around it. */
const hasDefaultHeight = (state: State): boolean =>
  heightInRem(state) === rem(DEFAULTS.height) && (!state.size || state.size === DEFAULTS.size);

/** Returns the CSS declarations for the element itself. */
export function declarations(state: State): Pair[] {
  const found: Pair[] = COLOUR_NAMES.filter((name) => state[name]).map((name) => {
    const onDark = state[darkKey(name)];
    const value = onDark && onDark !== state[name] ? `light-dark(${state[name]}, ${onDark})` : state[name];
    return [COLOURS[name], value];
  });
  if (!hasDefaultHeight(state)) found.push(['--market-ticker-block-size', heightInRem(state)]);
  if (state.gap && state.gap !== DEFAULTS.gap) found.push(['--market-ticker-gap', rem(state.gap)]);
  if (state.size && state.size !== DEFAULTS.size) found.push(['font-size', rem(state.size)]);
  return found;
}

/** Returns the rule that keeps the page from moving when the strip appears. A grid has its height only when the data have arrived. */
function reservedSpace(state: State): string {
  if (state.layout === 'grid') {
    const height = hasDefaultHeight(state) ? '17rem' : heightInRem(state);
    return (
      `/* Reserves the space of the grid: 17rem are enough for four items in one column. */\n` +
      `market-ticker { display: block; min-block-size: ${height}; }`
    );
  }
  const height = hasDefaultHeight(state) ? '2.75em' : heightInRem(state);
  return (
    `/* Reserves the space of the strip until the script has loaded. */\n` +
    `market-ticker:not(:defined) { display: block; block-size: ${height}; line-height: ${height}; overflow: auto hidden; white-space: nowrap; }`
  );
}

/** Returns the style sheet: the space to reserve until the script has loaded, and the look of the strip. */
export function styleSheet(state: State): string {
  const look = declarations(state).map(([name, value]) => `  ${name}: ${value};\n`);
  return reservedSpace(state) + (look.length ? `\n\nmarket-ticker {\n${look.join('')}}` : '');
}

/** How a template language writes attributes, and text between tags. */
export interface Syntax {
  readonly attribute: (name: string, value: string) => string;
  readonly text: (text: string) => string;
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const HTML: Syntax = {
  // A mapping is JSON with many double quotes, so it goes into single quotes.
  attribute: (name, value) =>
    value.includes('"')
      ? `${name}='${escapeHtml(value).replaceAll('&quot;', '"').replaceAll("'", '&#39;')}'`
      : `${name}="${escapeHtml(value)}"`,
  text: (text) => escapeHtml(text).replaceAll('&quot;', '"'),
};

/** Writes a text as a JavaScript string in braces, for JSX and Svelte. `<` is escaped, so that it cannot end a script element. */
const stringInBraces = (text: string): string => `{${JSON.stringify(text).replaceAll('<', String.raw`\u003c`)}}`;

export const BRACES: Syntax = {
  attribute: (name, value) => (/["&<>{}\\\n]/.test(value) ? `${name}=${stringInBraces(value)}` : `${name}="${value}"`),
  text: (text) => (/^\s|\s$|["&<>{}\\\n]/.test(text) ? stringInBraces(text) : text),
};

/** A longer opening tag has one attribute per line. */
const MAX_LINE = 80;

function openingTag(name: string, pairs: readonly Pair[], { attribute }: Syntax): string {
  const written = pairs.map(([key, value]) => attribute(key, value));
  const flat = `<${[name, ...written].join(' ')}>`;
  return flat.length <= MAX_LINE ? flat : `<${name}\n${written.map((one) => `  ${one}\n`).join('')}>`;
}

/** Returns the tag as one would write it by hand. */
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

/** Indents each line by a number of spaces. Only `\n` begins a line; U+2028 in a text does not. */
export const indent = (text: string, spaces: number): string =>
  text.replace(/(^|\n)(?=[^\n])/g, `$1${' '.repeat(spaces)}`);
