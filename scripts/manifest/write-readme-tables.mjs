// Writes the tables of the README that say what the tag takes and gives: `npm run manifest`; a unit test fails where they
// differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { analyse, declarationOf, elementOf } from './analyse.mjs';
import { put, table } from '../markdown-tables.mjs';

const README = 'README.md';

/** What has a section of its own. */
const SECTIONS = {
  stream: 'updates-by-a-stream',
  adapter: 'feeds-of-another-shape',
  paths: 'a-mapping',
  share: 'when-it-asks',
  data: 'on-the-server',
  quotes: 'what-is-painted-when',
  'market-ticker-issues': 'what-the-reader-does-with-it',
};

const code = (text) => `\`${text}\``;
const nameOf = ({ name }) => (SECTIONS[name] ? `[${code(name)}](#${SECTIONS[name]})` : code(name));
const isWord = (type) => /^'.*'$/.test(type);

/** `'row' | 'grid' | null` as a reader is told it; null is for scripts that take a value away again. */
const typeOf = (text) =>
  text
    .split(' | ')
    .filter((type) => type !== 'null')
    .map((type) => code(isWord(type) ? type.slice(1, -1) : type))
    .join(' · ');

/** What a description says of the default goes into a column of its own. */
function split({ description, default: value }) {
  const [meaning, said] = description.split(/ Default: (.*)\.$/);
  return { meaning, default: said ?? (value ? code(value.replaceAll("'", '')) : '–') };
}

function attributes({ attributes, members }) {
  const fieldOf = ({ fieldName }) => members.find(({ name }) => name === fieldName);
  const only = members
    .filter(({ kind, attribute }) => kind === 'field' && !attribute)
    .map((field) => ({ ...field, note: field.readonly ? ' (property, read only)' : ' (property)' }));
  return table([
    ['name', 'type', 'default', 'meaning'],
    ...[...attributes, ...only].map((one) => [
      nameOf(one) + (one.note ?? ''),
      typeOf((fieldOf(one) ?? one).type.text) + (fieldOf(one)?.reflects ? ', reflected' : ''),
      split(one).default,
      split(one).meaning,
    ]),
  ]);
}

const methods = ({ members }) =>
  table([
    ['method', 'what it does'],
    ...members
      .filter(({ kind }) => kind === 'method')
      .map(({ name, return: { type }, description }) => [code(`${name}(): ${type.text}`), description]),
  ]);

const slots = ({ slots }) =>
  table([
    ['slot', 'what'],
    ...slots.map(({ name, description }) => [name ? code(`slot="${name}"`) : 'default slot', description]),
  ]);

function carried({ name, type: { text } }) {
  const words = text.split(' | ');
  if (words.every(isWord)) return `${code(name)} (${typeOf(text)})`;
  return code(`${name}: ${text.replace(/\breadonly /g, '').replaceAll('|', '\\|')}`);
}

const events = ({ events }, manifest) =>
  table([
    ['event', 'class', 'carries', 'when'],
    ...events.map((event) => [
      nameOf(event),
      code(event.type.text),
      declarationOf(manifest, event.type.text).members.map(carried).join(', '),
      event.description,
    ]),
  ]);

const named = (head, list) =>
  table([[head, 'what'], ...list.map(({ name, description }) => [code(name), description])]);

const properties = ({ cssProperties }) =>
  table([
    ['custom property', 'default', 'what'],
    ...cssProperties.map((one) => [code(one.name), split(one).default, split(one).meaning]),
  ]);

/** What the README should hold. */
export async function readme() {
  const manifest = await analyse();
  const element = elementOf(manifest);
  const tables = {
    attributes: attributes(element),
    methods: methods(element),
    slots: slots(element),
    events: events(element, manifest),
    parts: named('part', element.cssParts),
    'custom properties': properties(element),
    states: named('state', element.cssStates),
  };
  return Object.entries(tables).reduce(
    (text, [name, table]) => put(text, name, 'npm run manifest', table),
    readFileSync(README, 'utf8'),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync(README, await readme());
