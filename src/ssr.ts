import { css, html, type CSSResult, type TemplateResult } from 'lit';
import { base } from './styles/base.js';
import { layouts } from './styles/layouts.js';
import { media } from './styles/media.js';

// The first two functions run on a server only, and are not in the CDN file, where `isServer` is the constant false.

/**
 * The styles of a strip that a server renders: its own, and those for the time before the script has loaded. They are one
 * text, so that a Content Security Policy needs one hash.
 */
export const serverStyles = (): CSSResult => css`
  ${base} ${layouts} ${media}
  /* Buttons that do nothing yet are hidden; where a script is to come they keep their room. */
  :host(:not(:defined)) [part='controls'] {
    visibility: hidden;
  }
  @media (scripting: none) {
    [part='controls'] {
      display: none;
    }
  }
  /* A strip that will move on demand has a second button then. */
  @media (prefers-reduced-motion: reduce) {
    :host(:not([layout='row'], [layout='grid'])) [part='controls'] {
      padding-inline-end: calc(0.5rem + 16px);
    }
  }
`;

/** A strip as a server writes it: together with its data, so that the script in the page begins with the same. */
export const withEmbeddedFeed = (strip: TemplateResult, data: unknown): TemplateResult =>
  data ? html`${strip}<data hidden data-feed value=${JSON.stringify(data)}></data>` : strip;

/** The feed, as JSON, that a server has embedded in a strip; undefined where it has not. */
export const embeddedFeed = (root: ParentNode): string | undefined =>
  root.querySelector<HTMLDataElement>('[data-feed]')?.value;

/** What is taken over from a strip that a server has rendered. */
export interface ServerRendering {
  /** Its feed, as JSON. */
  readonly feed: string | undefined;
  /** How far the reader has scrolled it, in CSS px. */
  readonly scrollLeft: number;
}

/**
 * Removes what a server has rendered, and restores the reader's scroll position and focus after the first rendering here,
 * which comes before the next paint.
 *
 * @param root the declarative shadow root
 * @param rendered resolves when the strip has been rendered here
 */
export function takeOverServerRendering(root: ShadowRoot, rendered: Promise<unknown>): ServerRendering {
  const feed = embeddedFeed(root);
  const stops = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('.viewport, a[href]')];
  const focused = stops().findIndex((stop) => stop === root.activeElement);
  const scrollLeft = stops()[0]?.scrollLeft ?? 0;
  root.replaceChildren();
  void rendered.then(() => {
    const [viewport] = stops();
    if (viewport) viewport.scrollLeft = scrollLeft;
    stops()[focused]?.focus({ preventScroll: true });
  });
  return { feed, scrollLeft };
}
