// Writes the files for editors, type checkers and documentation tools to dist/ as the last step of `npm run build`.
import { writeFileSync } from 'node:fs';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { analyse } from './analyse.mjs';
import { frameworkTypes } from './framework-types.mjs';

const manifest = await analyse();
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
// The description of the tag omits custom properties, parts and methods, because they have their own entries.
const options = { hideCssPropertiesDocs: true, hideCssPartsDocs: true, hideMethodDocs: true, hideLogs: true };
/** Formats JSON without empty `doc-url` values. */
const formatJson = (text) => json(JSON.parse(text, (key, value) => (key === 'doc-url' ? value || undefined : value)));

const files = {
  'custom-elements.json': json(manifest),
  'web-types.json': formatJson(getWebTypesData(manifest, { ...options, modulePathTemplate: () => 'market-ticker' })),
  'vscode.html-custom-data.json': formatJson(getVsCodeHtmlCustomData(manifest, options)),
  'vscode.css-custom-data.json': formatJson(getVsCodeCssCustomData(manifest, options)),
  ...(await frameworkTypes(manifest)),
};
for (const [name, text] of Object.entries(files)) writeFileSync(`dist/${name}`, text);
