import { contrast } from './colour.js';

/** What a reader has to be able to read. */
export const TEXT_COLOURS = ['text', 'up', 'down', 'muted'] as const;
export type TextColour = (typeof TEXT_COLOURS)[number];

/** The colours of a live strip as the browser has computed them, and how each stands out from what is behind it. */
export interface ContrastMeasurement {
  readonly colours: Readonly<Record<TextColour, string>> & { readonly background: string; readonly separator: string };
  readonly ratios: Readonly<Record<TextColour, number>>;
}

/** A strip with a price that rises and one that falls: a feed need not have both at the moment. */
export const RISE_AND_FALL = {
  version: 1,
  state: 'open',
  items: [
    { id: 'rises', price: 101, change: 1 },
    { id: 'falls', price: 99, change: -1 },
  ],
};

/**
 * Reads a live strip that shows `BOTH_WAYS`.
 *
 * @param page the ground that it stands on
 */
export function measureContrast(strip: HTMLElement, page: string): ContrastMeasurement | undefined {
  const colourOf = (selector: string, property = 'color'): string => {
    const element = strip.shadowRoot?.querySelector(selector);
    return element ? getComputedStyle(element).getPropertyValue(property) : '';
  };
  const read: Record<TextColour, string> = {
    text: colourOf('[data-id="rises"] [part="price"]'),
    up: colourOf('[data-id="rises"] [part="change"]'),
    down: colourOf('[data-id="falls"] [part="change"]'),
    muted: colourOf('[part="time"]'),
  };
  if (!read.text || !read.down) return undefined;
  const background = colourOf('[role="group"]', 'background-color');
  const ratios = TEXT_COLOURS.map((what) => [what, contrast(read[what], page, background)]);
  return {
    colours: { ...read, background, separator: read.muted },
    ratios: Object.fromEntries(ratios) as ContrastMeasurement['ratios'],
  };
}
