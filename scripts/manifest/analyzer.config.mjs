// What the analyzer of custom elements manifests is told about this project; analyse.mjs runs it.

/** The modules that an application gets at by the entries; `src/index.ts` only passes on what they export. */
const PUBLIC = ['src/market-ticker-element.ts', 'src/events.ts', 'src/define.ts'];

const isPublic = ({ privacy, name }) => name && privacy !== 'private' && privacy !== 'protected';

/** On one line, as in all the files that are made of it. */
const oneLine = (text) => text.replace(/\s*\n\s*/g, ' ').trim();

/** Types that are a few words stand for themselves: an editor knows no `Layout`. */
function wordsInPlace() {
  const aliases = new Map();
  const expand = (text) => text.replace(/\b[A-Z]\w+\b/g, (name) => aliases.get(name) ?? name);
  return {
    name: 'words-in-place',
    collectPhase({ ts, node }) {
      if (!ts.isTypeAliasDeclaration(node) || !ts.isUnionTypeNode(node.type)) return;
      if (node.type.types.every(({ literal }) => literal && ts.isStringLiteral(literal)))
        aliases.set(node.name.text, node.type.types.map((type) => type.getText()).join(' | '));
    },
    moduleLinkPhase({ moduleDoc }) {
      for (const { members = [], attributes = [] } of moduleDoc.declarations)
        for (const { type } of [...members, ...attributes]) if (type) type.text = expand(type.text);
    },
  };
}

/** What of a property's type can be written in HTML. */
const asText = (type) =>
  type
    .split(' | ')
    .filter((one) => !['null', 'object', 'Adapter'].includes(one))
    .join(' | ');

/** `CHECKED` has attributes and their defaults, which the analyzer does not see through. */
function checkedProperties() {
  const defaults = new Map();
  return {
    name: 'checked-properties',
    collectPhase({ ts, node }) {
      if (!ts.isVariableDeclaration(node) || node.name.getText() !== 'CHECKED') return;
      for (const { name, initializer } of node.initializer.properties)
        defaults.set(name.getText(), initializer.arguments[1].getText());
    },
    moduleLinkPhase({ moduleDoc }) {
      const element = moduleDoc.declarations.find(({ tagName }) => tagName);
      if (!element) return;
      for (const field of element.members)
        if (defaults.has(field.name))
          Object.assign(field, { attribute: field.name, default: defaults.get(field.name) });
      const ofFields = element.members
        .filter(({ attribute, type }) => attribute && type)
        .map(({ name, attribute, type, description, default: value }) => ({
          name: attribute,
          type: { text: asText(type.text) },
          description,
          ...(value && { default: value }),
          fieldName: name,
        }));
      const names = ofFields.map(({ name }) => name);
      // In the order of the properties; that of HTML itself, `lang`, is last.
      element.attributes = [...ofFields, ...element.attributes.filter(({ name }) => name && !names.includes(name))];
    },
  };
}

/** Leaves what is nobody's business out, and names files as they are shipped. */
function asShipped() {
  const shipped = (path) => path?.replace(/^src\/(.*)\.ts$/, 'dist/$1.js');
  return {
    name: 'as-shipped',
    packageLinkPhase({ customElementsManifest: manifest }) {
      manifest.schemaVersion = '2.1.0'; // that of `cssStates`
      manifest.modules = manifest.modules.filter(({ path }) => PUBLIC.includes(path));
      for (const module of manifest.modules) {
        module.path = shipped(module.path);
        // Types are none of its matter.
        const declared = module.declarations.map(({ name }) => name);
        module.exports = module.exports.filter(({ name }) => declared.includes(name));
        for (const { declaration } of module.exports) declaration.module = shipped(declaration.module);
        for (const declaration of module.declarations) clean(declaration);
      }
      const exported = manifest.modules.flatMap(({ exports }) => exports);
      const element = exported.find(({ name }) => name === 'MarketTickerElement').declaration;
      const definition = { kind: 'custom-element-definition', name: 'market-ticker', declaration: element };
      manifest.modules.push({
        kind: 'javascript-module',
        path: 'dist/index.js',
        declarations: [],
        exports: [...exported, definition],
      });
    },
  };
}

function clean(declaration) {
  if (declaration.superclass?.name === 'TickerEvent') declaration.superclass = { name: 'Event', package: 'global:' };
  for (const list of ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates']) {
    if (!declaration[list]) continue;
    // `language` is HTML's own `lang`, which Lit is to hear of.
    const kept = declaration[list].filter((one) => (list === 'slots' || isPublic(one)) && one.name !== 'language');
    declaration[list] = kept;
    for (const one of kept) if (one.description) one.description = oneLine(one.description);
  }
}

export default {
  globs: [
    'src/*.ts',
    'src/feed/fetch-json.ts',
    'src/view/palettes.ts',
    'src/view/template.ts',
    'src/controllers/render-controller.ts',
  ],
  litelement: true,
  packagejson: false, // it would be written to
  plugins: [wordsInPlace(), checkedProperties(), asShipped()],
};
