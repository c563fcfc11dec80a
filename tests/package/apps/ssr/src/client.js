/* global document */
// Lit's support for hydration must be loaded before Lit.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import 'market-ticker';

const strip = document.querySelector('market-ticker');
strip.addEventListener('market-ticker-update', ({ quotes }) => {
  document.querySelector('output').textContent = `${strip.status}: ${quotes.map(({ id }) => id).join()}`;
});
