import comments from '@eslint-community/eslint-plugin-eslint-comments/configs';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import regexp from 'eslint-plugin-regexp';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import { browserRules } from './eslint.browsers.js';
import { inlineImportTypes, layerRules } from './eslint.layers.js';

export default defineConfig(
  globalIgnores(['dist', 'dist-demo', 'dist-docs', 'docs/.vitepress/.temp', 'coverage']),
  js.configs.recommended,
  tseslint.configs.recommended,
  comments.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A comment that disables a rule must state the reason: `// eslint-disable-next-line RULE -- REASON`.
      '@eslint-community/eslint-comments/require-description': ['error', { ignore: ['global'] }],
      // With `verbatimModuleSyntax`, `import { type X } from 'lit'` still loads Lit; `import type { X }` does not.
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'fetch', 'URL', 'performance', 'structuredClone'].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    // A Cloudflare Worker has the globals of a service worker.
    files: ['docs/feed-tool/worker.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['Response', 'TextEncoder', 'btoa', 'caches', 'crypto'].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['src/**/*.ts', 'demo/**/*.ts'],
    extends: [
      tseslint.configs.strictTypeChecked,
      lit.configs['flat/recommended'],
      wc.configs['flat/best-practice'],
      litA11y.configs.recommended,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Short callbacks such as `() => timer.stop()` and `return void report(…)` are easy to read, so they are allowed.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // Numbers may be put in templates. So may groups of a regular expression, whose types include `undefined`. The
      // rule then still finds objects, which would become "[object Object]".
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      // Almost all findings of these rules are conditions that the code needs although the types do not show it. Lit
      // declares `isServer` as false, a server has no `matchMedia`, and pages written in JavaScript pass values of any
      // type.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      // Strings are spread on purpose, because spreading counts code points.
      '@typescript-eslint/no-misused-spread': 'off',

      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'wc/guard-define-call': 'error',
      // WebKit removes the list role from a <ul> without bullets unless the role is set explicitly.
      'lit-a11y/no-redundant-role': 'off',
    },
  },
  {
    files: ['demo/**/*.ts'],
    rules: {
      // The demo's pages find their own elements by id. If an element is missing, the page should stop with an error.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  layerRules,
  browserRules,
  {
    files: ['src/**/*.ts'],
    extends: [regexp.configs.recommended],
    rules: {
      // A feed decides what the expressions run over, so each of them takes time in proportion to the length of the text.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
      // Old frameworks on the page (MooTools, Prototype, Sugar) change what the language and the browser provide.
      'no-restricted-syntax': [
        'error',
        inlineImportTypes,
        {
          selector: 'CallExpression[callee.object.name="Array"][callee.property.name="from"]',
          message: 'MooTools and Prototype have an `Array.from` without a second argument. Spread the list instead.',
        },
        {
          selector: ':matches(NewExpression[callee.name="Event"], ClassDeclaration[superClass.name="Event"])',
          message: 'MooTools has an `Event` of its own. Use a class that the browser derives from `Event`.',
        },
        {
          selector:
            ':matches(CallExpression[callee.name=/^(addEventListener|fetch)$/], ' +
            'CallExpression[callee.property.name=/^(addEventListener|animate|focus|observe|scroll.*)$/], ' +
            'NewExpression[callee.name=/^(.*Event|.*Observer)$/], ' +
            'NewExpression[callee.object.name="Intl"], CallExpression[callee.name="super"]) ' +
            '> ObjectExpression:not(:has(> Property[key.name="__proto__"]))',
          message:
            'Browsers read inherited options, and pages add to `Object.prototype`. Begin with `__proto__: null`.',
        },
      ],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // Assertions of chai are properties, and Vitest's `expect` needs no `await` unless the assertion is asynchronous.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  prettier,
);
