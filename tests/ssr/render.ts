import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import type { TemplateResult } from 'lit';
import 'market-ticker';

/** What a server sends for a template. */
export const rendered = (template: TemplateResult): Promise<string> => collectResult(render(template));
