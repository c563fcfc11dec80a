// Defines the layers of the source, which decide what each file may import. tests/unit/tools/layers.test.ts tests the
// rules. oxlint finds circular imports instead (.oxlintrc.json), because it also finds circular imports of types.
import boundaries from 'eslint-plugin-boundaries';

/**
 * The layers of `src/` from top to bottom. `files` are the files of a layer, and `imports` are the other layers from
 * which they may import.
 */
const layers = {
  entry: {
    files: ['src/{index,element,define,feed}.ts'],
    imports: ['element', 'page', 'feed', 'view', 'adapters', 'dom', 'model'],
  },
  element: {
    files: ['src/market-ticker-element.ts'],
    imports: ['controllers', 'page', 'feed', 'view', 'render', 'motion', 'adapters', 'i18n', 'styles', 'model'],
  },
  controllers: {
    files: ['src/controllers/**'],
    imports: ['page', 'feed', 'view', 'render', 'motion', 'adapters', 'i18n', 'styles', 'clock', 'dom', 'model'],
  },
  // These files serve the element as a whole and belong to no stage of the pipeline.
  page: {
    files: ['src/{properties,events,ssr,warn-once}.ts'],
    imports: ['feed', 'view', 'i18n', 'styles', 'dom', 'model'],
  },
  // The command that makes a feed runs in Node only.
  tool: {
    files: ['src/feed-tool/**'],
    imports: ['entry', 'feed', 'view', 'adapters', 'i18n', 'styles', 'model'],
  },
  feed: { files: ['src/feed/**'], imports: ['clock', 'dom', 'model'] },
  view: { files: ['src/view/**'], imports: ['i18n', 'model'] },
  render: { files: ['src/render/**'], imports: [] },
  motion: { files: ['src/motion/**'], imports: ['dom'] },
  adapters: { files: ['src/adapters/**'], imports: ['model'] },
  i18n: { files: ['src/i18n/**'], imports: ['model'] },
  styles: { files: ['src/styles/**'], imports: ['dom'] },
  clock: { files: ['src/clock/**'], imports: ['dom'] },
  dom: { files: ['src/dom/**'], imports: [] },
  model: { files: ['src/model/**'], imports: [] },
};
const layerNames = Object.keys(layers);

/** The layers that may import types of Lit. Only `filesWithLitValues` may import values of Lit. */
const layersWithLitTypes = ['element', 'controllers', 'page', 'feed', 'view', 'render', 'motion', 'styles'];
const filesWithLitValues = [
  'src/market-ticker-element.ts',
  'src/ssr.ts',
  'src/properties.ts',
  'src/controllers/**',
  'src/view/{template,text}.ts',
  'src/styles/**',
  'src/i18n/locale.ts', // This file imports `isServer`.
];
const lit = { module: { origin: 'external', source: ['lit', '@lit/*'] } };

const packageEntries = ['market-ticker', 'market-ticker/{element,feed}.js', 'market-ticker/adapters/*.js'];
const nodeModules = { module: { origin: 'core' } };

/** Only the file that reads streams may import their parser. */
const streamParser = { module: { origin: 'external', source: 'eventsource-parser' } };

/** Selects the files of some categories. The categories are the layers of `src/` and the two parts of the demo. */
const filesOf = (...categories) => ({ file: { categories: { anyOf: categories } } });

// If several policies match an import, the last one decides. An import that no policy matches is an error.
const policies = [
  ...layerNames.map((layer) => ({ from: filesOf(layer), allow: { to: filesOf(layer, ...layers[layer].imports) } })),
  {
    from: filesOf('adapters'),
    disallow: { to: filesOf('model'), dependency: { kind: 'value' } },
    message:
      'An adapter translates; the rules of the model are applied after it. It may import types of src/model/ only.',
  },
  // Adapters import `raw-feed.ts` to reject a payload. `parse-feed.ts` applies the model to the result of an adapter.
  {
    from: filesOf('adapters'),
    allow: { to: { file: { path: 'src/model/raw-feed.ts' } } },
  },
  { from: { file: { path: 'src/adapters/parse-feed.ts' } }, allow: { to: filesOf('model') } },
  { from: filesOf(...layersWithLitTypes), allow: { to: lit, dependency: { kind: 'type' } } },
  { from: { file: { path: filesWithLitValues } }, allow: { to: lit } },
  { from: { file: { path: 'src/feed/event-stream.ts' } }, allow: { to: streamParser } },
  { from: filesOf('tool'), allow: { to: nodeModules } },
  {
    from: filesOf('tool'),
    allow: { to: { module: { origin: 'external', source: 'ajv' } }, dependency: { kind: 'type' } },
  },
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
  // The demo and the feed tool share the simulated market, which imports nothing else.
  { from: filesOf('demo-server'), allow: { to: { file: { path: 'src/feed-tool/simulate/**' } } } },
  { from: filesOf('demo-server'), allow: { dependency: { source: '../../scripts/project/project.mjs' } } },
  // `vite.config.ts` runs the demo server in Node before the package's entries are built, so the server may import only
  // types from them.
  { from: filesOf('demo-server'), allow: { dependency: { source: packageEntries, kind: 'type' } } },
];

export const inlineImportTypes = {
  selector: 'TSImportType',
  message: 'Import the type at the top of the file, where its layer is checked.',
};

export const layerRules = [
  {
    files: ['src/**/*.ts', 'demo/**/*.ts'],
    ignores: ['src/**/*.d.ts'],
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
      'no-restricted-syntax': ['error', inlineImportTypes],
    },
  },
  {
    files: ['src/{model,view,adapters,i18n}/**/*.ts'],
    ignores: ['src/i18n/locale.ts'], // This file reads the language of the page.
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
