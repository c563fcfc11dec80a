import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import { layerRules } from './eslint.layers.js';

export default defineConfig(
  globalIgnores(['dist', 'dist-demo', 'coverage']),
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    rules: {
      // Under verbatimModuleSyntax `import { type X } from 'lit'` still loads lit.
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
    files: ['src/**/*.ts', 'demo/**/*.ts'],
    extends: [
      tseslint.configs.recommendedTypeCheckedOnly,
      lit.configs['flat/recommended'],
      wc.configs['flat/best-practice'],
      litA11y.configs.recommended,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'wc/guard-define-call': 'error',
      // WebKit drops the list from a <ul> without bullets unless the role says so.
      'lit-a11y/no-redundant-role': 'off',
    },
  },
  layerRules,
  {
    files: ['tests/**/*.ts'],
    rules: {
      // chai's assertions are properties, and Vitest's need no await where they are not asynchronous
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  prettier,
);
