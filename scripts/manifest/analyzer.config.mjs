// This is the configuration of the custom elements analyzer, which analyse.mjs runs.

/** The modules with public exports. `src/index.ts` is omitted because it only re-exports them. */
const PUBLIC_MODULES = ['src/market-ticker-element.ts', 'src/events.ts', 'src/define.ts'];

const isPublic = ({ privacy, name }) => name && privacy !== 'private' && privacy !== 'protected';

/** Joins the lines of a text, because each description is one line in all generated files. */
const toOneLine = (text) => text.replace(/\s*\n\s*/g, ' ').trim();

/**
 * Collects declarations such as `const WORDS = ['a', ...OTHER_WORDS] as const` from all modules, and returns the words
 * of a list in quotes.
 */
function wordLists() {
  const lists = new Map();
  const wordsOf = (name) =>
    lists
      .get(name)
      .flatMap((element) => (element.expression ? wordsOf(element.expression.getText()) : element.getText()));
  return {
    wordsOf: (name) => (lists.has(name) ? wordsOf(name) : undefined),
    collect(ts, node) {
      if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isAsExpression(node.initializer)) return;
      const { expression } = node.initializer;
      if (ts.isArrayLiteralExpression(expression)) lists.set(node.name.getText(), expression.elements);
    },
  };
}

/**
 * Replaces the alias of a union, such as `Layout`, with the words of the union, because editors cannot resolve aliases.
 */
function inlineUnions() {
  const { collect, wordsOf } = wordLists();
  const aliases = new Map();
  const expand = (text) => text.replace(/\b[A-Z]\w+\b/g, (name) => aliases.get(name)?.() ?? name);
  return {
    name: 'inline-unions',
    collectPhase({ ts, node }) {
      collect(ts, node);
      if (!ts.isTypeAliasDeclaration(node)) return;
      const { name, type } = node;
      const list = /^\(typeof (\w+)\)\[number\]$/.exec(type.getText())?.[1];
      if (list) aliases.set(name.text, () => wordsOf(list)?.join(' | '));
      else if (ts.isUnionTypeNode(type) && type.types.every(({ literal }) => literal && ts.isStringLiteral(literal)))
        aliases.set(name.text, () => type.types.map((word) => word.getText()).join(' | '));
    },
    moduleLinkPhase({ moduleDoc }) {
      for (const { members = [], attributes = [] } of moduleDoc.declarations)
        for (const { type } of [...members, ...attributes]) if (type) type.text = expand(type.text);
    },
  };
}

/** Removes the types that cannot be written in HTML from the union type of an attribute. */
const attributeType = (type) =>
  type
    .split(' | ')
    .filter((one) => !['null', 'object', 'Adapter'].includes(one))
    .join(' | ');

/** Adds the attributes and defaults that `src/properties.ts` declares, because the analyzer cannot evaluate them. */
function declaredProperties() {
  const { collect, wordsOf } = wordLists();
  const defaults = new Map();
  const attributes = new Map();
  const reflected = new Set();
  /** Returns the default of a property, which is a number or the first word of a list. */
  const defaultOf = (name) => wordsOf(defaults.get(name))?.[0] ?? defaults.get(name);
  return {
    name: 'declared-properties',
    collectPhase({ ts, node }) {
      collect(ts, node);
      if (!ts.isVariableDeclaration(node) || !node.initializer?.properties) return;
      const properties = node.initializer.properties.filter(ts.isPropertyAssignment);
      const variable = node.name.getText();
      if (variable !== 'checkedProperties' && variable !== 'propertyDeclarations') return;
      for (const { name, initializer } of properties) {
        const options = initializer.properties ?? [];
        const option = (key) => options.find((one) => one.name.getText() === key)?.initializer.getText();
        const attribute = option('attribute')?.replaceAll("'", '') ?? name.getText();
        if (attribute !== 'false') attributes.set(name.getText(), attribute);
        if (option('reflect')) reflected.add(name.getText());
        // The other declarations are of texts, which have no default.
        const isText = !['oneOf', 'numeric'].includes(initializer.expression?.getText());
        if (variable === 'checkedProperties' && !isText)
          defaults.set(name.getText(), initializer.arguments[1].getText());
      }
    },
    moduleLinkPhase({ moduleDoc }) {
      const element = moduleDoc.declarations.find(({ tagName }) => tagName);
      if (!element) return;
      for (const field of element.members) {
        if (attributes.has(field.name)) field.attribute = attributes.get(field.name);
        if (defaults.has(field.name)) field.default = defaultOf(field.name);
        if (reflected.has(field.name)) field.reflects = true;
      }
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
      // Attributes are in the order of the properties. HTML's own attribute `lang` is last.
      element.attributes = [
        ...fromFields,
        ...(element.attributes ?? []).filter(({ name }) => name && !names.includes(name)),
      ];
    },
  };
}

/** Removes everything that is not public, and replaces source paths with the paths of the published files. */
function publishedModules() {
  const publishedPath = (path) => path?.replace(/^src\/(.*)\.ts$/, 'dist/$1.js');
  return {
    name: 'published-modules',
    packageLinkPhase({ customElementsManifest: manifest }) {
      manifest.schemaVersion = '2.1.0'; // This version introduced `cssStates`.
      manifest.modules = manifest.modules.filter(({ path }) => PUBLIC_MODULES.includes(path));
      for (const module of manifest.modules) {
        module.path = publishedPath(module.path);
        // Exported types are removed.
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

/** Removes private members from a declaration and joins the lines of its descriptions. */
function cleanDeclaration(declaration) {
  if (declaration.superclass?.name === 'TickerEvent') declaration.superclass = { name: 'Event', package: 'global:' };
  for (const list of ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates']) {
    if (!declaration[list]) continue;
    // `language` is removed, because it only makes Lit observe HTML's own attribute `lang`.
    const kept = declaration[list].filter((one) => (list === 'slots' || isPublic(one)) && one.name !== 'language');
    declaration[list] = kept;
    for (const one of kept) if (one.description) one.description = toOneLine(one.description);
  }
}

export default {
  globs: ['src/*.ts', 'src/feed/fetch-json.ts', 'src/view/fields.ts', 'src/view/palettes.ts', 'src/view/strip-view.ts'],
  litelement: true,
  packagejson: false, // Otherwise the analyzer would write to package.json.
  plugins: [inlineUnions(), declaredProperties(), publishedModules()],
};
