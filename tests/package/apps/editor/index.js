// Prints what VS Code's language services complete when its settings name the custom data of the package.
import { createRequire } from 'node:module';
import css from 'vscode-css-languageservice';
import html from 'vscode-html-languageservice';

const require = createRequire(import.meta.url);

function complete(service, document, parse) {
  const position = document.positionAt(document.getText().indexOf('|'));
  const text = document.getText().replace('|', '');
  const cleaned = html.TextDocument.create('file:///page', document.languageId, 1, text);
  return service.doComplete(cleaned, position, parse(cleaned)).items.map(({ label }) => label);
}

const pages = html.getLanguageService({
  customDataProviders: [
    html.newHTMLDataProvider('market-ticker', require('market-ticker/vscode.html-custom-data.json')),
  ],
});
const inPage = (text) =>
  complete(pages, html.TextDocument.create('file:///page', 'html', 1, text), (document) =>
    pages.parseHTMLDocument(document),
  );

const styles = css.getCSSLanguageService({
  customDataProviders: [css.newCSSDataProvider(require('market-ticker/vscode.css-custom-data.json'))],
});
const inStyles = (text) =>
  complete(styles, css.TextDocument.create('file:///style', 'css', 1, text), (document) =>
    styles.parseStylesheet(document),
  );

console.log(
  JSON.stringify({
    tags: inPage('<market|'),
    attributes: inPage('<market-ticker |></market-ticker>'),
    layouts: inPage('<market-ticker layout="|"></market-ticker>'),
    properties: inStyles('market-ticker { --market| }'),
    parts: inStyles('market-ticker::| {}'),
  }),
);
