// A page whose own Lit hydrates, and the CDN file beside it.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';

const file = '/cdn/market-ticker.js';
void import(/* @vite-ignore */ file);
