// `npm run schema`
//   Generates TypeScript types and the tables of the documentation from the schemas: those of the feed in docs/feed.md, those
//   of the configuration of the feed tool in docs/feed-tool.md, and both in docs/ko. A unit test fails if one is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';
import * as koreanFeedTool from '../korean/feed-tool.mjs';
import * as koreanFeed from '../korean/feed.mjs';
import { tablesInKorean } from '../korean/tables-in-korean.mjs';
import { withTables } from '../markdown-tables.mjs';
import { configTables } from './config-tables.mjs';

const SCHEMA = 'src/feed/feed.v1.schema.json';
const TYPES = 'src/feed/feed-v1.ts';
const CONFIG_SCHEMA = 'src/feed-tool/config/feed.config.schema.json';
const CONFIG_TYPES = 'src/feed-tool/config/feed-config.ts';

const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));

/** Returns the types of a schema as text. The types of the configuration are for the command itself. */
async function typesOf(schemaFile, typesFile, name) {
  const text = await compile(JSON.parse(readFileSync(schemaFile, 'utf8')), name, {
    bannerComment: `// Generated from ${schemaFile.split('/').at(-1)} by \`npm run schema\`.\n`,
    additionalProperties: false,
    format: false,
    maxItems: 0, // Longer lists are not written as unions of tuples.
  });
  return format(text, { ...(await resolveConfig(typesFile)), parser: 'typescript' });
}

const definitionOf = ({ $ref }) => $ref?.split('/').at(-1);

/**
 * Merges a definition with the definition that its `$ref` names. The properties of the first definition take
 * precedence.
 */
function resolve(definition) {
  const name = definitionOf(definition);
  return name ? { ...resolve(schema.$defs[name]), ...definition } : definition;
}

/** The types that the tables show for definitions with a pattern in the schema. */
const TYPE_NAMES = { instant: 'ISO 8601 with offset, or a date', currency: '3–5 capitals', address: 'URL' };

const code = (value) => `\`${value}\``;

/** Returns the type of a field as text for the tables. */
function typeOf(definition) {
  const {
    type,
    enum: values,
    const: constant,
    oneOf,
    minimum,
    exclusiveMinimum,
    maximum,
    maxLength,
    maxItems,
  } = definition;
  const name = TYPE_NAMES[definitionOf(definition)];
  if (name) return name;
  if (constant !== undefined) return code(constant);
  if (values) return values.map(code).join(' · ');
  if (oneOf) return oneOf.map((each) => typeOf(resolve(each))).join(' · ');
  if (type === 'object')
    return definition.properties
      ? Object.keys(definition.properties)
          .map((name) => `\`${name}\``)
          .join(', ')
      : 'texts by language';
  const bounds = minimum !== undefined ? ` ${minimum}–${maximum}` : exclusiveMinimum === 0 ? ' above 0' : '';
  const limit = maxLength ? `, at most ${maxLength} characters` : maxItems ? `, at most ${maxItems}` : '';
  const types = [type].flat().map((name) => (name === 'string' ? 'text' : name));
  return types.join(' or ').replace('number', `number${bounds}`).replace('integer', `integer${bounds}`) + limit;
}

/** Returns a table of the fields of an object, as rows of cells. */
function fieldTable(definition) {
  const rows = Object.entries(definition.properties).map(([name, property]) => {
    const resolved = resolve(property);
    const required = definition.required.includes(name) ? ' **required**' : '';
    return [`\`${name}\`${required}`, typeOf(resolved), resolved.description];
  });
  return [['field', 'type', 'meaning'], ...rows];
}

function feedTables() {
  const { $defs, ...envelope } = schema;
  return { envelope: fieldTable(envelope), item: fieldTable($defs.item) };
}

/** Returns the up-to-date text of a chapter in English and in Korean, by path. */
function chaptersWithTables(name, tables, { texts }) {
  const chapter = (path, tables) => [path, withTables(readFileSync(path, 'utf8'), 'npm run schema', tables)];
  return Object.fromEntries([
    chapter(`docs/${name}`, tables),
    chapter(`docs/ko/${name}`, tablesInKorean(tables, texts)),
  ]);
}

/** Returns the up-to-date text of each generated file, by path. */
export const generateSchemaDocs = async () => ({
  [TYPES]: await typesOf(SCHEMA, TYPES, 'MarketFeed'),
  [CONFIG_TYPES]: await typesOf(CONFIG_SCHEMA, CONFIG_TYPES, 'FeedConfig'),
  ...chaptersWithTables('feed.md', feedTables(), koreanFeed),
  ...chaptersWithTables('feed-tool.md', configTables(JSON.parse(readFileSync(CONFIG_SCHEMA, 'utf8'))), koreanFeedTool),
});

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [name, text] of Object.entries(await generateSchemaDocs())) writeFileSync(name, text);
}
