// `npm run manifest`
//   Writes the tables of attributes, events, parts and so on to the chapters. A unit test fails if a table is out of
//   date.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { analyse, declarationOf, elementOf } from './analyse.mjs';
import { tablesInKorean } from '../korean/tables-in-korean.mjs';
import * as korean from '../korean/tag.mjs';
import { withTables } from '../markdown-tables.mjs';

const TAG = 'docs/tag.md';
const KOREAN_TAG = 'docs/ko/tag.md';
const THEMING = 'docs/theming.md';

/** The sections that say more about single attributes and events, as links from `docs/tag.md`. */
const SECTIONS = {
  stream: 'feed.md#updates-by-a-stream',
  symbols: 'layouts.md#which-items-in-which-order',
  adapter: 'adapters.md',
  paths: 'adapters.md#a-mapping-for-any-json',
  layout: 'layouts.md',
  lines: 'layouts.md#one-line-or-two',
  fields: 'layouts.md#what-an-item-shows',
  signs: 'layouts.md#what-an-item-shows',
  interval: '#when-the-feed-is-requested',
  speed: '#how-the-strip-moves',
  palette: 'theming.md#colours-for-up-and-down',
  share: '#share-one-connection',
  credentials: 'security.md#what-it-sends',
  paused: '#pause-and-play',
  data: '#set-the-first-data',
  quotes: '#when-new-values-are-shown',
  'market-ticker-issues': 'feed.md#issues-and-rules',
};

const code = (text) => `\`${text}\``;
const linkedName = ({ name }) => (SECTIONS[name] ? `[${code(name)}](${SECTIONS[name]})` : code(name));
const isWord = (type) => /^'.*'$/.test(type);

/**
 * Formats a type such as `'row' | 'grid' | null` for a table. `null` is omitted, because only scripts use it, to reset
 * a value.
 */
const typeOf = (text) =>
  text
    .split(' | ')
    .filter((type) => type !== 'null')
    .map((type) => code(isWord(type) ? type.slice(1, -1) : type))
    .join(' · ');

/** Splits a description into the meaning and the default value, because the default has its own column. */
function splitDefault({ description, default: value }) {
  const [meaning, described] = description.split(/ Default: (.*)\.$/);
  return { meaning, default: described ?? (value ? code(value.replaceAll("'", '')) : '–') };
}

/** Returns a description that ends with the default value, if there is one. */
const withDefault = ({ description, default: value }) =>
  value && value !== 'null' && !description.includes(' Default: ')
    ? `${description} Default: ${code(value.replaceAll("'", ''))}.`
    : description;

function attributes({ attributes, members }) {
  const fieldOf = ({ fieldName }) => members.find(({ name }) => name === fieldName);
  const propertiesOnly = members
    .filter(({ kind, attribute }) => kind === 'field' && !attribute)
    .map((field) => ({ ...field, note: field.readonly ? ' (property, read only)' : ' (property)' }));
  return [
    ['name', 'type', 'meaning'],
    ...[...attributes, ...propertiesOnly].map((one) => [
      linkedName(one) + (one.note ?? ''),
      typeOf((fieldOf(one) ?? one).type.text) + (fieldOf(one)?.reflects ? ', reflected' : ''),
      withDefault(one),
    ]),
  ];
}

const methods = ({ members }) => [
  ['method', 'what it does'],
  ...members
    .filter(({ kind }) => kind === 'method')
    .map(({ name, return: { type }, description }) => [code(`${name}(): ${type.text}`), description]),
];

const slots = ({ slots }) => [
  ['slot', 'what'],
  ...slots.map(({ name, description }) => [name ? code(`slot="${name}"`) : 'default slot', description]),
];

function eventProperty({ name, type: { text } }) {
  const words = text.split(' | ');
  if (words.every(isWord)) return `${code(name)} (${typeOf(text)})`;
  return code(`${name}: ${text.replace(/\breadonly /g, '').replaceAll('|', '\\|')}`);
}

const events = ({ events }, manifest) => [
  ['event', 'carries', 'when'],
  ...events.map((event) => [
    linkedName(event),
    declarationOf(manifest, event.type.text).members.map(eventProperty).join(', '),
    event.description,
  ]),
];

const namedList = (head, list) => [[head, 'what'], ...list.map(({ name, description }) => [code(name), description])];

const properties = ({ cssProperties }) => [
  ['custom property', 'default', 'what'],
  ...cssProperties.map((one) => [code(one.name), splitDefault(one).default, splitDefault(one).meaning]),
];

/** Returns the chapters with up-to-date tables, by path. */
export async function chaptersWithTables() {
  const manifest = await analyse();
  const element = elementOf(manifest);
  const tagTables = {
    attributes: attributes(element),
    methods: methods(element),
    slots: slots(element),
    events: events(element, manifest),
  };
  const tables = {
    [TAG]: tagTables,
    [KOREAN_TAG]: tablesInKorean(tagTables, korean.texts, korean.links),
    [THEMING]: {
      parts: namedList('part', element.cssParts),
      'custom properties': properties(element),
      states: namedList('state', element.cssStates),
    },
  };
  return Object.fromEntries(
    Object.entries(tables).map(([path, sections]) => [
      path,
      withTables(readFileSync(path, 'utf8'), 'npm run manifest', sections),
    ]),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const [path, text] of Object.entries(await chaptersWithTables())) writeFileSync(path, text);
