import { html, nothing, type TemplateResult } from 'lit';
import type { Palette } from './palettes.js';
import type { ItemView } from './view/item-view.js';
import type { Words } from './view/words.js';

export type Layout = 'scroll' | 'row' | 'grid';

/** All that the template needs; it decides nothing itself. */
export interface StripView {
  readonly label: string;
  readonly words: Words;
  /** As drawn: `row` where `scroll` is asked for and the reader wants no motion. */
  readonly layout: Layout;
  readonly palette: Palette;
  /** How often the items stand in the row. */
  readonly copies: number;
  /** undefined before the first data. */
  readonly items: readonly ItemView[] | undefined;
  /** How old the data are, in words. */
  readonly age: string | undefined;
  /** What is wrong with the data, in words; empty when nothing is. */
  readonly alert: string;
  /** The button offers to pause; else to play. */
  readonly playing: boolean;
  readonly onToggle: () => void;
  /** For the pointer in the viewport. */
  readonly motion: EventListenerObject;
}

export function stripTemplate(view: StripView): TemplateResult {
  const { label, words, layout, palette, copies, items, age, alert, playing, motion } = view;
  // A still row that overflows is scrolled by keyboard.
  return html`<div class="strip ${layout} ${palette}" role="group" aria-label=${label}>
    <div part="controls">
      <button part="button" @click=${view.onToggle}>
        <svg viewBox="0 0 16 16" width="16" aria-hidden="true">
          <path d=${playing ? 'M4 3h3v10H4zm5 0h3v10H9z' : 'M5 3v10l8-5z'} />
        </svg>
        <span class="hidden">${playing ? words.pause : words.play}</span>
      </button>
    </div>
    <slot name="start"></slot>
    <div
      class="viewport"
      part="viewport"
      tabindex=${layout === 'row' ? 0 : nothing}
      @pointerenter=${motion}
      @pointerleave=${motion}
    >
      ${
        items
          ? Array.from(
              { length: copies },
              (_, copy) =>
                html`<ul role="list" aria-hidden=${copy ? 'true' : nothing}>
                  ${items.map((item) => itemTemplate(item))}
                  <li class="note" part="time" data-id="">${age}</li>
                </ul>`,
            )
          : html`<slot></slot>`
      }
    </div>
    <span class="note" part="status" role="status">${alert}</span>
    <slot name="end"></slot>
  </div>`;
}

function itemTemplate(item: ItemView): TemplateResult {
  const { id, name, price, arrow, change, percent, spoken, reserve, direction, badge } = item;
  // The comma and the words are for the ear; what they say is for the eye in arrow, sign and colour.
  return html`<li class=${direction ?? ''} part="item" data-id=${id}>
    <bdi part="name">${name}</bdi>
    <span class="number" part="price" data-reserve=${reserve[0]}>${price}</span>
    <span class="move" aria-hidden="true"
      ><span class="number" data-reserve=${reserve[1]}
        ><span><span part="arrow">${arrow}</span> <span part="change">${change}</span></span></span
      >
      <span class="number" part="percent" data-reserve="+0.00%">${percent}</span></span
    >
    <span class="hidden">${spoken && `, ${spoken}`}</span>
    ${badge && html`<span class="note" part="badge">${badge}</span>`}
  </li>`;
}
