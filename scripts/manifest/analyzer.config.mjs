// The configuration of the custom elements analyzer; analyse.mjs runs it.

/** The modules whose exports are public; `src/index.ts` only re-exports them. */
const PUBLIC_MODULES = ['src/market-ticker-element.ts', 'src/events.ts', 'src/define.ts'];

const isPublic = ({ privacy, name }) => name && privacy !== 'private' && privacy !== 'protected';

/** Joins the lines of a text, as every generated file has descriptions on one line. */
const toOneLine = (text) => text.replace(/\s*\n\s*/g, ' ').trim();

/** Replaces the alias of a union of string literals by the union, because editors cannot resolve an alias such as `Layout`. */
function inlineLiteralUnions() {
  const aliases = new Map();
  const expand = (text) => text.replace(/\b[A-Z]\w+\b/g, (name) => aliases.get(name) ?? name);
  return {
    name: 'inline-literal-unions',
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

/** Reduces the type of a property to the values that can be written in HTML. */
const attributeType = (type) =>
  type
    .split(' | ')
    .filter((one) => !['null', 'object', 'Adapter'].includes(one))
    .join(' | ');

/** `CHECKED` has attributes and their defaults, which the analyzer cannot evaluate. */
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
      const fromFields = element.members
        .filter(({ attribute, type }) => attribute && type)
        .map(({ name, attribute, type, description, default: value }) => ({
          name: attribute,
          type: { text: attributeType(type.text) },
          description,
          ...(value && { default: value }),
          fieldName: name,
        }));
      const names = fromFields.map(({ name }) => name);
      // Attributes have the order of the properties; HTML's own attribute `lang` is last.
      element.attributes = [...fromFields, ...element.attributes.filter(({ name }) => name && !names.includes(name))];
    },
  };
}

/** Removes everything that is not public, and renames the files to the published ones. */
function publishedModules() {
  const publishedPath = (path) => path?.replace(/^src\/(.*)\.ts$/, 'dist/$1.js');
  return {
    name: 'published-modules',
    packageLinkPhase({ customElementsManifest: manifest }) {
      manifest.schemaVersion = '2.1.0'; // the version that introduced `cssStates`
      manifest.modules = manifest.modules.filter(({ path }) => PUBLIC_MODULES.includes(path));
      for (const module of manifest.modules) {
        module.path = publishedPath(module.path);
        // Exported types are left out.
        const declaredNames = module.declarations.map(({ name }) => name);
        module.exports = module.exports.filter(({ name }) => declaredNames.includes(name));
        for (const { declaration } of module.exports) declaration.module = publishedPath(declaration.module);
        for (const declaration of module.declarations) cleanDeclaration(declaration);
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

/** Removes private members from a declaration, and joins the lines of its descriptions. */
function cleanDeclaration(declaration) {
  if (declaration.superclass?.name === 'TickerEvent') declaration.superclass = { name: 'Event', package: 'global:' };
  for (const list of ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates']) {
    if (!declaration[list]) continue;
    // `language` is the property behind HTML's own attribute `lang`; it is declared so that Lit observes the attribute.
    const kept = declaration[list].filter((one) => (list === 'slots' || isPublic(one)) && one.name !== 'language');
    declaration[list] = kept;
    for (const one of kept) if (one.description) one.description = toOneLine(one.description);
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
  packagejson: false, // otherwise the analyzer writes to package.json
  plugins: [inlineLiteralUnions(), checkedProperties(), publishedModules()],
};
