// Which room of the source may import from which; tests/unit/tools/import-rule.test.ts tries it.

/** Rooms whose values a room may import, rooms whose types it may, and whether it may know the types of Lit. */
const rooms = {
  model: { values: [], types: [], lit: false },
  adapters: { values: [], types: ['model'], lit: false },
  feed: { values: ['model'], types: [], lit: true },
  view: { values: ['model'], types: [], lit: true },
  motion: { values: [], types: [], lit: true },
};

/** Matches a path with a step up anywhere (`../x.js`, `./../x.js`), save one straight into one of `allowed`. */
const stepUp = (allowed) => String.raw`^(?!\.\./(?:${allowed.join('|') || '-'})/(?!.*\.\.)).*(?:^|/)\.\.(?:/|$)`;

const restrict = (files, patterns, more = {}) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }], ...more },
});

function room(name, { values, types, lit }) {
  const may = [...values, ...types.map((other) => `types of ${other}`), ...(lit ? ['types of Lit'] : [])];
  const message = `From outside, src/${name}/ may import ${may.join(' and ') || 'nothing'}.`;
  return restrict(
    [`src/${name}/**/*.ts`],
    [
      { regex: stepUp([...values, ...types]), message },
      ...types.map((other) => ({ regex: `^\\.\\./${other}/`, message, allowTypeImports: true })),
      { regex: String.raw`^(?!\.|lit(?:/|$)|@lit/)`, message },
      { regex: String.raw`^(?:lit(?:/|$)|@lit/)`, message, allowTypeImports: lit },
    ],
    {
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression', message: `${message} Not with import() either.` },
        { selector: 'TSImportType', message: 'Import the type at the top of the file.' },
      ],
    },
  );
}

const inside = { regex: String.raw`(?:^|/)(?:src|dist|tests)/`, message: 'The demo uses what a publisher can use.' };
const unknownEntry = {
  regex: String.raw`^market-ticker/(?!(?:element|feed|adapters/[\w-]+)\.js$)`,
  message: 'That is not an entry of the package.',
};

export const importRule = [
  restrict(
    ['src/*.ts'],
    [
      { regex: stepUp([]), message: 'src/ imports nothing that is not shipped.' },
      { regex: '^market-ticker', message: 'src/ imports itself by path.' },
    ],
  ),
  ...Object.entries(rooms).map(([name, rules]) => room(name, rules)),
  {
    files: ['src/{model,view,adapters}/**/*.ts'],
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
  restrict(['demo/**/*.ts'], [inside, unknownEntry]),
  restrict(
    ['demo/server/**/*.ts'],
    [
      inside,
      unknownEntry,
      {
        regex: '^market-ticker',
        message: 'vite.config.ts loads this in Node, where the entries are not built yet: types only.',
        allowTypeImports: true,
      },
    ],
  ),
];
