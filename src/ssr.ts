import { css, html, type CSSResult, type TemplateResult } from 'lit';
import { base } from './styles/base.js';
import { layouts } from './styles/layouts.js';
import { media } from './styles/media.js';

// What only a server does. The CDN file has none of it: there `isServer` is false for good.

/** The strip's styles, and those of what stands on a page until the script has come. One text, so that it has one hash. */
export const serverStyles = (): CSSResult => css`
  ${base} ${layouts} ${media}
  /* No button that does nothing: their place waits for them where a script is to come. */
  :host(:not(:defined)) [part='controls'] {
    visibility: hidden;
  }
  @media (scripting: none) {
    [part='controls'] {
      display: none;
    }
  }
  /* The strip that is to move has one more, then. */
  @media (prefers-reduced-motion: reduce) {
    :host(:not([layout='row'], [layout='grid'])) [part='controls'] {
      padding-inline-end: calc(0.5rem + 16px);
    }
  }
`;

/** The strip as a server writes it: with its data, so that the page's script has the same to begin with. */
export const withEmbeddedFeed = (strip: TemplateResult, data: unknown): TemplateResult =>
  data ? html`${strip}<data hidden data-feed value=${JSON.stringify(data)}></data>` : strip;

/** The feed that a server has rendered a strip with, as JSON; undefined where there is none. */
export const embeddedFeed = (root: ParentNode): string | undefined =>
  root.querySelector<HTMLDataElement>('[data-feed]')?.value;
