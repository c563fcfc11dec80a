// Refuses what the oldest supported browsers lack, by MDN's compatibility data. `browserslist` in package.json names these
// browsers. tests/unit/tools/browsers.test.ts tests the rules.
import { readFileSync } from 'node:fs';
import compatData from '@mdn/browser-compat-data' with { type: 'json' };
import { parse, walk } from 'css-tree';

const { api, css, javascript } = compatData;

const { browserslist } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const oldest = browserslist.map((entry) => entry.split(' >= '));

/** Names the browsers that lack a feature. A feature behind a flag or with another name counts as missing. */
function browsersWithout(feature) {
  const support = feature?.__compat?.support;
  if (!support) return '';
  const lacks = ([browser, oldestVersion]) => {
    const isReached = (version) => version && parseFloat(version.replace('≤', '')) <= oldestVersion;
    return ![support[browser]]
      .flat()
      .some(
        (entry) =>
          isReached(entry.version_added) &&
          !isReached(entry.version_removed) &&
          !(entry.flags ?? entry.prefix ?? entry.alternative_name),
      );
  };
  return oldest
    .filter(lacks)
    .map((entry) => entry.join(' '))
    .join(', ');
}

const meta = {
  schema: [{ type: 'array', items: { type: 'string' } }],
  messages: {
    missing: '`{{name}}` is missing in {{browsers}}.',
    unreadable: 'The styles cannot be parsed: {{message}}',
  },
};

const own = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);

/** Globals and members of JavaScript and of the browser. The option lists names, or interfaces, that are allowed. */
const apis = {
  meta,
  create(context) {
    const [allowed = []] = context.options;
    const services = context.sourceCode.parserServices;
    if (!services.program) return {}; // tests/unit/tools/layers.test.ts runs without types.
    const checker = services.program.getTypeChecker();
    const isBuiltIn = (node) =>
      services
        .getSymbolAtLocation(node)
        ?.declarations?.some((declaration) => services.program.isSourceFileDefaultLibrary(declaration.getSourceFile()));

    const report = (node, name, feature) => {
      const browsers = browsersWithout(feature);
      if (browsers) context.report({ node, messageId: 'missing', data: { name, browsers } });
    };

    /** The names of a type and of all types that it extends. */
    function namesOf(type) {
      if (type.isUnionOrIntersection()) return type.types.flatMap(namesOf);
      const apparent = checker.getApparentType(type);
      const bases = apparent.isClassOrInterface() ? checker.getBaseTypes(apparent) : [];
      return [apparent.symbol?.name, ...bases.flatMap(namesOf)];
    }

    return {
      MemberExpression({ object, property, computed }) {
        if (computed || !isBuiltIn(property)) return;
        const owners = namesOf(services.getTypeAtLocation(object));
        if (object.type === 'Identifier') owners.unshift(object.name);
        for (const owner of owners) {
          // TypeScript's `ArrayConstructor` and `ReadonlyArray` are `Array` in MDN's data.
          const name = owner?.replace(/^Readonly|Constructor$/g, '');
          const members = own(api, name) ?? own(javascript.builtins, name);
          const feature = own(members, `${property.name}_static`) ?? own(members, property.name);
          if (feature && allowed.includes(name)) return;
          if (feature) return report(property, `${name}.${property.name}`, feature);
        }
      },
      Identifier(node) {
        const { name, parent } = node;
        const isValue = !parent.type.startsWith('TS') && parent.property !== node;
        const feature = own(api, name) ?? own(javascript.builtins, name);
        if (!isValue || !feature || !isBuiltIn(node)) return;
        report(node, name, (parent.type === 'NewExpression' && own(feature, name)) || feature);
      },
    };
  },
};

const cssTypes = Object.assign({}, ...Object.values(css.types), css.types);

/**
 * The style sheets in `css` templates. What stands in `@supports (…)` is not checked, and neither are names with a vendor's
 * prefix. The option lists names that are allowed.
 */
const styles = {
  meta,
  create(context) {
    const [allowed = []] = context.options;
    return {
      'TaggedTemplateExpression[tag.name="css"]'({ quasi }) {
        const text = quasi.quasis.map(({ value }) => value.cooked).join(' ');
        // css-tree cannot parse rules in rules without `&`, which the oldest browsers lack anyway.
        const onParseError = ({ message }) =>
          context.report({ node: quasi, messageId: 'unreadable', data: { message } });
        walk(parse(text, { positions: true, parseCustomProperty: true, onParseError }), function (node) {
          const isSupports = node.type === 'Atrule' && node.name === 'supports';
          if (node.type === 'SupportsDeclaration') return walk.skip;
          if (isSupports && text[node.prelude.loc.start.offset] === '(') return walk.skip;
          const property = this.declaration?.property;
          const [feature, name] =
            {
              Atrule: () => [own(css['at-rules'], node.name), `@${node.name}`],
              Feature: () => [own(css['at-rules'].media, node.name.replace(/^(min|max)-/, '')), node.name],
              FeatureRange: () => [this.atrule.name === 'media' && css['at-rules'].media.range_syntax, '<'],
              PseudoClassSelector: () => [own(css.selectors, node.name), `:${node.name}`],
              PseudoElementSelector: () => [own(css.selectors, node.name), `::${node.name}`],
              Rule: () => [this.rule && css.selectors.nesting, '{}'],
              Declaration: () => [own(css.properties, node.property), node.property],
              Identifier: () => [own(own(css.properties, property), node.name), `${property}: ${node.name}`],
              Function: () => [own(cssTypes, node.name), `${node.name}()`],
              Dimension: () => [own(css.types.length, node.unit), node.unit],
            }[node.type]?.() ?? [];
          const browsers = browsersWithout(feature);
          if (!browsers || /^[:@]*-/.test(name) || [name, property].some((one) => allowed.includes(one))) return;
          const loc = { line: quasi.loc.start.line + node.loc.start.line - 1, column: node.loc.start.column };
          context.report({ loc, messageId: 'missing', data: { name, browsers } });
        });
      },
    };
  },
};

export const browserRules = {
  files: ['src/**/*.ts'],
  plugins: { browsers: { rules: { apis, styles } } },
  rules: {
    'browsers/apis': [
      'error',
      ['CustomStateSet'], // `CustomStatesController` does nothing without it.
    ],
    'browsers/styles': [
      'error',
      [
        'light-dark()', // `base` has other colours for browsers without it.
        'scrollbar-width', // `::-webkit-scrollbar` is beside it.
        'user-select', // `-webkit-user-select` is beside it.
        'text-align: match-parent', // `-webkit-match-parent` is beside it.
        'scripting', // Without it, a page without JavaScript keeps the space of the buttons.
      ],
    ],
  },
};
