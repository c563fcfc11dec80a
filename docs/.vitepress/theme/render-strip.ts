import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html, unsafeStatic } from 'lit/static-html.js';
import 'market-ticker';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Renders a strip with its data, as a server of a news site does. */
export function renderStrip(attributes: Readonly<Record<string, string>>, feed: unknown): Promise<string> {
  const written = Object.entries(attributes)
    .map(([name, value]) => `${name}="${escape(value)}"`)
    .join(' ');
  return collectResult(render(html`<market-ticker ${unsafeStatic(written)} .data=${feed}></market-ticker>`));
}
