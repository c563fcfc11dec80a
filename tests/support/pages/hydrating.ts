import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import 'market-ticker';
import { FrontPage } from './front-page.js';

customElements.define('front-page', FrontPage);
