// What VS Code offers and says where the data of the package are named in its settings; by its own language services.
import { createRequire } from 'node:module';
import css from 'vscode-css-languageservice';
import html from 'vscode-html-languageservice';

const require = createRequire(import.meta.url);

function ask(service, document, extra) {
  const position = document.positionAt(document.getText().indexOf('|'));
  const text = document.getText().replace('|', '');
  const asked = html.TextDocument.create('file:///page', document.languageId, 1, text);
  return service.doComplete(asked, position, extra(asked)).items.map(({ label }) => label);
}

const pages = html.getLanguageService({
  customDataProviders: [
    html.newHTMLDataProvider('market-ticker', require('market-ticker/vscode.html-custom-data.json')),
  ],
});
const inPage = (text) =>
  ask(pages, html.TextDocument.create('file:///page', 'html', 1, text), (document) =>
    pages.parseHTMLDocument(document),
  );

const styles = css.getCSSLanguageService({
  customDataProviders: [css.newCSSDataProvider(require('market-ticker/vscode.css-custom-data.json'))],
});
const inStyles = (text) =>
  ask(styles, css.TextDocument.create('file:///style', 'css', 1, text), (document) => styles.parseStylesheet(document));

console.log(
  JSON.stringify({
    tags: inPage('<market|'),
    attributes: inPage('<market-ticker |></market-ticker>'),
    layouts: inPage('<market-ticker layout="|"></market-ticker>'),
    properties: inStyles('market-ticker { --market| }'),
    parts: inStyles('market-ticker::| {}'),
  }),
);
