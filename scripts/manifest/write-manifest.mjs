// Writes what editors, type checkers and documentation tools read, into dist/: the last step of `npm run build`.
import { writeFileSync } from 'node:fs';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { analyse } from './analyse.mjs';
import { types } from './framework-types.mjs';

const manifest = await analyse();
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
// What has an entry of its own is not said with the tag as well; and what is empty is not said.
const options = { hideCssPropertiesDocs: true, hideCssPartsDocs: true, hideMethodDocs: true, hideLogs: true };
const tidied = (text) => json(JSON.parse(text, (key, value) => (key === 'doc-url' ? value || undefined : value)));

const files = {
  'custom-elements.json': json(manifest),
  'web-types.json': tidied(getWebTypesData(manifest, { ...options, modulePathTemplate: () => 'market-ticker' })),
  'vscode.html-custom-data.json': tidied(getVsCodeHtmlCustomData(manifest, options)),
  'vscode.css-custom-data.json': tidied(getVsCodeCssCustomData(manifest, options)),
  ...(await types(manifest)),
};
for (const [name, text] of Object.entries(files)) writeFileSync(`dist/${name}`, text);
