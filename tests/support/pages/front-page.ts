import { html, LitElement, type TemplateResult } from 'lit';
import { seed } from '../fixtures/seed.js';

/** A publisher's own component that contains a strip. */
export class FrontPage extends LitElement {
  protected override render(): TemplateResult {
    return html`<market-ticker .data=${[seed.items[3]]}></market-ticker>`;
  }
}
