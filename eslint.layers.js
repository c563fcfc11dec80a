// The layers of the source: which file may import which. tests/unit/tools/layers.test.ts tries the rules.
// Circles of imports are the business of oxlint (.oxlintrc.json), because it also finds circles of types.
import boundaries from 'eslint-plugin-boundaries';

/** The layers of `src/` from top to bottom, with the files of each and the layers whose files these files may import. */
const layers = {
  entry: {
    files: ['src/{index,element,define,feed}.ts'],
    imports: ['element', 'page', 'feed', 'view', 'adapters', 'model'],
  },
  element: {
    files: ['src/market-ticker-element.ts'],
    imports: ['controllers', 'page', 'feed', 'view', 'render', 'motion', 'adapters', 'i18n', 'styles', 'model'],
  },
  controllers: {
    files: ['src/controllers/**'],
    imports: ['page', 'feed', 'view', 'render', 'motion', 'adapters', 'i18n', 'styles', 'model'],
  },
  // Helpers of the element as a whole, which belong to no stage of the pipeline.
  page: {
    files: ['src/{properties,events,ssr,warn-once}.ts'],
    imports: ['feed', 'view', 'i18n', 'styles', 'model'],
  },
  feed: { files: ['src/feed/**'], imports: ['model'] },
  view: { files: ['src/view/**'], imports: ['i18n', 'model'] },
  render: { files: ['src/render/**'], imports: [] },
  motion: { files: ['src/motion/**'], imports: [] },
  adapters: { files: ['src/adapters/**'], imports: ['model'] },
  i18n: { files: ['src/i18n/**'], imports: ['model'] },
  styles: { files: ['src/styles/**'], imports: [] },
  model: { files: ['src/model/**'], imports: [] },
};
const layerNames = Object.keys(layers);

/** Layers that may import types of Lit. Values of Lit are allowed in single files below. */
const layersWithLitTypes = ['element', 'controllers', 'page', 'feed', 'view', 'render', 'motion', 'styles'];
const filesWithLitValues = [
  'src/market-ticker-element.ts',
  'src/ssr.ts',
  'src/properties.ts',
  'src/controllers/**',
  'src/view/template.ts',
  'src/styles/**',
  'src/i18n/locale.ts', // It asks Lit whether it runs on a server.
];
const lit = { module: { origin: 'external', source: ['lit', '@lit/*'] } };

const packageEntries = ['market-ticker', 'market-ticker/{element,feed}.js', 'market-ticker/adapters/*.js'];
const nodeModules = { module: { origin: 'core' } };

/** Selects files of a category; the categories are the layers of `src/` and the two parts of the demo. */
const filesOf = (...categories) => ({ file: { categories: { anyOf: categories } } });

// The last policy that matches an import decides. An import that no policy matches is an error.
const policies = [
  ...layerNames.map((layer) => ({ from: filesOf(layer), allow: { to: filesOf(layer, ...layers[layer].imports) } })),
  {
    from: filesOf('adapters'),
    disallow: { to: filesOf('model'), dependency: { kind: 'value' } },
    message:
      'An adapter translates; the rules of the model are applied after it. It may import types of src/model/ only.',
  },
  // An adapter needs this file to refuse a payload, and `parse-feed.ts` is the place where adapters and model meet.
  {
    from: filesOf('adapters'),
    allow: { to: { file: { path: 'src/model/raw-feed.ts' } } },
  },
  { from: { file: { path: 'src/adapters/parse-feed.ts' } }, allow: { to: filesOf('model') } },
  { from: filesOf(...layersWithLitTypes), allow: { to: lit, dependency: { kind: 'type' } } },
  { from: { file: { path: filesWithLitValues } }, allow: { to: lit } },
  {
    from: filesOf(...layerNames),
    disallow: { dependency: { source: ['market-ticker', 'market-ticker/**'] } },
    message: 'The source imports its own files by their paths.',
  },

  { from: filesOf('demo'), allow: { to: filesOf('demo') } },
  { from: filesOf('demo'), allow: { to: { module: { origin: 'external', source: ['lit', 'culori'] } } } },
  { from: filesOf('demo'), allow: { dependency: { source: [...packageEntries, 'virtual:cdn-files'] } } },
  {
    from: filesOf('demo-server'),
    allow: { to: [filesOf('demo-server'), nodeModules, { module: { origin: 'external', source: 'vite' } }] },
  },
  // `vite.config.ts` loads the server in Node, where the package's entries are not built yet.
  { from: filesOf('demo-server'), allow: { dependency: { source: packageEntries, kind: 'type' } } },
];

export const layerRules = [
  {
    files: ['src/**/*.ts', 'demo/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/files': [
        ...layerNames.map((layer) => ({ category: layer, pattern: layers[layer].files })),
        { category: 'demo', pattern: ['demo/*', 'demo/!(server)/**'] },
        { category: 'demo-server', pattern: 'demo/server/**' },
      ],
      'boundaries/dependency-nodes': ['import', 'export', 'dynamic-import', 'require'],
      'boundaries/legacy-templates': false,
      'boundaries/root-path': import.meta.dirname,
      'import/resolver': { typescript: { project: `${import.meta.dirname}/tsconfig.json` } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        { default: 'disallow', checkAllOrigins: true, checkUnknownLocals: true, policies },
      ],
      'boundaries/no-unknown-files': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSImportType', message: 'Import the type at the top of the file, where its layer is checked.' },
      ],
    },
  },
  {
    files: ['src/{model,view,adapters,i18n}/**/*.ts'],
    ignores: ['src/i18n/locale.ts'], // It reads the language from the page.
    rules: {
      'no-restricted-globals': [
        'error',
        'document',
        'window',
        'navigator',
        'location',
        'localStorage',
        'sessionStorage',
      ],
    },
  },
];
