import { contrast } from './colour.js';

/** The colours of text in the strip. */
export const TEXT_COLOURS = ['text', 'up', 'down', 'muted'] as const;
export type TextColour = (typeof TEXT_COLOURS)[number];

/** The computed colours of a live strip, and the contrast of each text colour with its background. */
export interface ContrastMeasurement {
  readonly colours: Readonly<Record<TextColour, string>> & { readonly background: string; readonly separator: string };
  readonly ratios: Readonly<Record<TextColour, number>>;
}

/** A feed with a price that rises and one that falls; the publisher's feed may not have both at the moment. */
export const RISE_AND_FALL = {
  version: 1,
  state: 'open',
  items: [
    { id: 'rises', price: 101, change: 1 },
    { id: 'falls', price: 99, change: -1 },
  ],
};

/**
 * Measures a live strip that shows `RISE_AND_FALL`. Returns undefined if it has not rendered yet.
 *
 * @param pageBackground the background of the page that contains the strip
 */
export function measureContrast(strip: HTMLElement, pageBackground: string): ContrastMeasurement | undefined {
  const colourOf = (selector: string, property = 'color'): string => {
    const element = strip.shadowRoot?.querySelector(selector);
    return element ? getComputedStyle(element).getPropertyValue(property) : '';
  };
  const colours: Record<TextColour, string> = {
    text: colourOf('[data-id="rises"] [part="price"]'),
    up: colourOf('[data-id="rises"] [part="change"]'),
    down: colourOf('[data-id="falls"] [part="change"]'),
    muted: colourOf('[part="time"]'),
  };
  if (!colours.text || !colours.down) return undefined;
  const background = colourOf('[role="group"]', 'background-color');
  const ratios = TEXT_COLOURS.map((name) => [name, contrast(colours[name], pageBackground, background)]);
  return {
    colours: { ...colours, background, separator: colours.muted },
    ratios: Object.fromEntries(ratios) as ContrastMeasurement['ratios'],
  };
}
