// Writes what follows from the schema of the feed: the TypeScript types of a writer, and the tables of the README.
// `npm run schema`; a unit test fails where they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';
import { put, table } from '../markdown-tables.mjs';

const SCHEMA = 'src/feed/feed.v1.schema.json';
const TYPES = 'src/feed/feed-v1.ts';
const README = 'README.md';

const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));

async function types() {
  const text = await compile(structuredClone(schema), 'MarketFeed', {
    bannerComment: `// Generated from ${SCHEMA.split('/').at(-1)} by \`npm run schema\`.\n`,
    additionalProperties: false,
    format: false,
  });
  return format(text, { ...(await resolveConfig(TYPES)), parser: 'typescript' });
}

const definitionOf = ({ $ref }) => $ref?.split('/').at(-1);

/** A definition with what it refers to; its own words win. */
function resolve(of) {
  const name = definitionOf(of);
  return name ? { ...resolve(schema.$defs[name]), ...of } : of;
}

/** What a pattern means to a reader. */
const NAMES = { instant: 'ISO 8601 with offset, or a date', currency: '3–5 capitals', address: 'URL' };

const word = (value) => `\`${value}\``;

function typeOf(of) {
  const { type, enum: words, const: one, oneOf, minimum, exclusiveMinimum, maximum, maxLength, maxItems } = of;
  const name = NAMES[definitionOf(of)];
  if (name) return name;
  if (one !== undefined) return word(one);
  if (words) return words.map(word).join(' · ');
  if (oneOf) return oneOf.map((each) => typeOf(resolve(each))).join(' · ');
  if (type === 'object')
    return of.properties
      ? Object.keys(of.properties)
          .map((name) => `\`${name}\``)
          .join(', ')
      : 'texts by language';
  const bounds = minimum !== undefined ? ` ${minimum}–${maximum}` : exclusiveMinimum === 0 ? ' above 0' : '';
  const most = maxLength ? `, at most ${maxLength} characters` : maxItems ? `, at most ${maxItems}` : '';
  const types = [type].flat().map((name) => (name === 'string' ? 'text' : name));
  return types.join(' or ').replace('number', `number${bounds}`).replace('integer', `integer${bounds}`) + most;
}

function fields(of) {
  const rows = Object.entries(of.properties).map(([name, property]) => {
    const resolved = resolve(property);
    const required = of.required.includes(name) ? ' **required**' : '';
    return [`\`${name}\`${required}`, typeOf(resolved), resolved.description];
  });
  return table([['field', 'type', 'meaning'], ...rows]);
}

function readme() {
  const { $defs, ...envelope } = schema;
  const text = put(readFileSync(README, 'utf8'), 'envelope', 'npm run schema', fields(envelope));
  return put(text, 'item', 'npm run schema', fields($defs.item));
}

/** What the files should hold. */
export const generate = async () => ({ [TYPES]: await types(), [README]: readme() });

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [name, text] of Object.entries(await generate())) writeFileSync(name, text);
}
