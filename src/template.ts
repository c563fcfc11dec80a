import { html, nothing, type TemplateResult } from 'lit';
import type { Palette } from './palettes.js';
import type { AgeView } from './view/age-view.js';
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
  /** null before the first data. */
  readonly items: readonly ItemView[] | null;
  readonly age: AgeView | null;
  /** The last refresh failed. */
  readonly failed: boolean;
  /** The button offers to pause; else to play. */
  readonly playing: boolean;
  readonly onToggle: () => void;
  readonly onSelect: (id: string, event: Event) => void;
  readonly onSlotChange: () => void;
  /** For pointer and focus in the viewport. */
  readonly motion: EventListenerObject;
}

export function stripTemplate(view: StripView): TemplateResult {
  const { label, words, layout, palette, copies, items, age, failed, playing, motion } = view;
  // A still row that overflows is scrolled by keyboard; where it has links, they are the tab stops.
  const scroller = layout === 'row' && items?.every(({ url }) => !url);
  return html`<div class="strip ${layout} ${palette} ${age?.stale ? 'stale' : ''}" role="group" aria-label=${label}>
    <div part="controls">
      <button part="button" @click=${view.onToggle}>
        <svg viewBox="0 0 16 16" width="16" aria-hidden="true"><path d=${playing ? 'M4 3h3v10H4zm5 0h3v10H9z' : 'M5 3v10l8-5z'} /></svg>
        <span class="hidden">${playing ? words.pause : words.play}</span>
      </button>
    </div>
    <slot name="start"></slot>
    <div
      class="viewport"
      part="viewport"
      tabindex=${scroller ? 0 : nothing}
      role=${scroller ? 'group' : nothing}
      aria-label=${scroller ? label : nothing}
      @pointerenter=${motion}
      @pointerleave=${motion}
      @focusin=${motion}
      @focusout=${motion}
    >
      ${items
        ? // A copy is hidden from screen readers and the tab order. Not inert: a mouse can click its links.
          Array.from(
            { length: copies },
            (_, copy) =>
              html`<ul role="list" aria-hidden=${copy ? 'true' : nothing}>
                ${items.map((item) => itemTemplate(item, copy, view.onSelect))}
                <li class="age" data-id="" part="time"><time datetime=${age!.dateTime}>${age!.text}</time></li>
              </ul>`,
          )
        : html`<slot @slotchange=${view.onSlotChange}>${failed ? words.failed : words.loading}</slot>`}
    </div>
    <span part="status" role="status">${failed ? words.failed : age?.stale ? words.stale : nothing}</span>
    <slot name="end"></slot>
  </div>`;
}

function itemTemplate(item: ItemView, copy: number, onSelect: StripView['onSelect']): TemplateResult {
  const { id, name, price, arrow, change, percent, spoken, badge, reserve, url, direction } = item;
  // The comma and the words are for the ear; what they say is for the eye in arrow, sign and colour.
  const content = html`<bdi part="name">${name}</bdi>
    <span class="number" part="price" data-reserve=${reserve[0]}>${price}</span>
    <span class="move" aria-hidden="true"
      ><span class="number" data-reserve=${reserve[1]}
        ><span><span part="arrow">${arrow}</span> <span part="change">${change}</span></span></span
      >
      <span class="number" part="percent" data-reserve=${reserve[2]}>${percent}</span></span
    >
    <span class="hidden">${spoken && `, ${spoken}`}</span>
    ${badge && html`<span part="badge">${badge}</span>`}`;
  return html`<li class=${direction ?? ''} part="item" data-id=${id}>
    ${url
      ? html`<a href=${url} tabindex=${copy ? -1 : nothing} draggable="false" @click=${(event: Event) => onSelect(id, event)}>${content}</a>`
      : content}
  </li>`;
}
