// Makes the tables of the feed tool's chapter from the schema of the configuration.

const code = (value) => `\`${value}\``;

/** The words for lists of a definition. */
const PLURALS = { source: 'sources', id: 'ids', item: 'items' };

const nameOf = ({ $ref }) => $ref?.split('/').at(-1);

/** Returns tables of the keys of the file, of a source, of an item that is changed, and of `serve`, as rows of cells. */
export function configTables(schema) {
  const { definitions, ...file } = schema;
  /** Merges a definition with the one that it refers to. The first one takes precedence. */
  const resolve = (definition) => {
    const name = nameOf(definition);
    return name ? { ...resolve(definitions[name]), ...definition } : definition;
  };

  function typeOf(definition) {
    const {
      type,
      enum: values,
      const: constant,
      anyOf,
      items,
      minimum,
      maximum,
      maxLength,
      properties,
    } = resolve(definition);
    if (nameOf(definition) === 'texts') return 'text · texts by language';
    if (constant !== undefined) return code(constant);
    if (values) return values.map(code).join(' · ');
    if (anyOf) return anyOf.map(typeOf).join(' · ');
    if (type === 'array') {
      const kinds = [items.anyOf ?? items].flat().map((each) => PLURALS[nameOf(each)] ?? 'texts');
      return `list of ${kinds.join(' or ')}`;
    }
    if (type === 'object' && properties && nameOf(definition) !== 'serve')
      return Object.keys(properties).map(code).join(', ');
    const bounds = minimum === undefined ? '' : maximum === undefined ? ` from ${minimum}` : ` ${minimum}–${maximum}`;
    const limit = maxLength ? `, at most ${maxLength} characters` : '';
    const words = [type].flat().map((name) => (name === 'string' ? 'text' : name));
    return words.join(' or ') + bounds + limit;
  }

  const table = ({ properties, required = [] }) => [
    ['key', 'type', 'meaning'],
    ...Object.entries(properties).map(([name, definition]) => [
      code(name) + (required.includes(name) ? ' **required**' : ''),
      typeOf(definition),
      resolve(definition).description,
    ]),
  ];

  return {
    configuration: table(file),
    source: table(definitions.source),
    'changed item': table(definitions.item),
    'serve settings': table(definitions.serve),
  };
}
