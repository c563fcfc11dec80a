// Loads Lit's support for hydration for the page's own Lit, and then the CDN file, which brings a Lit of its own.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';

const file = '/cdn/market-ticker.js';
void import(/* @vite-ignore */ file);
