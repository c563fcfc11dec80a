import { html, render } from 'lit';

render(html`<p>Another Lit has been here.</p>`, document.body);
