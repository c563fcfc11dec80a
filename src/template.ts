import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AgeView } from './view/age-view.js';
import type { ItemView } from './view/item-view.js';
import type { Words } from './view/words.js';
import type { Palette } from './palettes.js';

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
}

export function stripTemplate(view: StripView): TemplateResult {
  const { label, words, layout, palette, items, age, failed } = view;
  const still = layout !== 'scroll';
  const alert = failed ? words.failed : age?.stale ? words.stale : '';
  // A still row that overflows is scrolled by keyboard; where it has links, they are the tab stops.
  const scroller = layout === 'row' && items !== null && items.every(({ url }) => url === null);
  return html`<div class="strip ${layout} ${palette} ${age?.stale ? 'stale' : ''}" role="group" aria-label=${label}>
    <div class="controls" part="controls">${toggleTemplate(view)}</div>
    <slot name="start"></slot>
    <div
      class="viewport"
      part="viewport"
      tabindex=${scroller ? '0' : nothing}
      role=${scroller ? 'group' : nothing}
      aria-label=${scroller ? label : nothing}
    >
      ${items
        ? html`<div class="row">
            <ul role="list">
              ${itemsTemplate(view, items, false)}
            </ul>
            ${still ? nothing : copiesTemplate(view, items)}
          </div>`
        : html`<slot class="fallback" @slotchange=${view.onSlotChange}>${failed ? words.failed : words.loading}</slot>`}
    </div>
    <span class="alert" part="status" role="status">${alert}</span>
    <span class="info">${age ? ageTemplate(age, words) : nothing}</span>
    <slot name="end"></slot>
  </div>`;
}

function toggleTemplate({ playing, words, onToggle }: StripView): TemplateResult {
  // The label changes and the button stays, so that focus does; icon and words are both there, one for each reader.
  return html`<button type="button" part="button" @click=${onToggle}>
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d=${playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M5 3v10l8-5z'} />
    </svg>
    <span class="hidden">${playing ? words.pause : words.play}</span>
  </button>`;
}

function copiesTemplate(view: StripView, items: readonly ItemView[]): TemplateResult[] {
  return Array.from(
    { length: view.copies - 1 },
    () =>
      // Not inert: a copy is hidden from screen readers and the tab order, but a mouse can click its links.
      html`<div class="copy" aria-hidden="true">${itemsTemplate(view, items, true)}</div>`,
  );
}

function itemsTemplate(view: StripView, items: readonly ItemView[], copy: boolean): unknown {
  return [
    repeat(
      items,
      ({ id }) => id,
      (item) => itemTemplate(item, view, copy),
    ),
    // Where the strip is narrow, the time travels with the items.
    view.age ? entry(copy, 'item age', nothing, nothing, ageTemplate(view.age, view.words)) : nothing,
  ];
}

function itemTemplate(item: ItemView, view: StripView, copy: boolean): TemplateResult {
  const { id, url, direction } = item;
  const content = contentTemplate(item);
  const linked = url
    ? html`<a href=${url} tabindex=${copy ? '-1' : nothing} draggable="false" @click=${(event: Event) => view.onSelect(id, event)}
        >${content}</a
      >`
    : content;
  return entry(copy, `item ${direction ?? ''}`, 'item', id, linked);
}

/** Copies are no list items: they stand outside the list. */
function entry(copy: boolean, classes: string, part: unknown, id: unknown, content: unknown): TemplateResult {
  return copy
    ? html`<div class=${classes} part=${part} data-id=${id}>${content}</div>`
    : html`<li class=${classes} part=${part} data-id=${id}>${content}</li>`;
}

function contentTemplate({ name, price, arrow, change, percent, spoken, badge, reserve }: ItemView): TemplateResult {
  // The comma and the words are for the ear; what they say is for the eye in arrow, sign and colour.
  return html`<bdi class="name" part="name">${name}</bdi>
    <span class="number" part="price" data-reserve=${reserve.price}>${price}</span>
    <span class="move" aria-hidden="true">
      <span class="number" data-reserve=${reserve.change}
        ><span><span class="arrow" part="arrow">${arrow}</span> <span part="change">${change}</span></span></span
      >
      <span class="number" part="percent" data-reserve=${reserve.percent}>${percent}</span>
    </span>
    <span class="hidden">${spoken && `, ${spoken}`}</span>
    ${badge ? html`<span class="badge" part="badge">${badge}</span>` : nothing}`;
}

function ageTemplate({ time, dateTime, note }: AgeView, words: Words): TemplateResult {
  return html`${time ? html`<time part="time" datetime=${dateTime}>${words.asOf(time)}</time>` : nothing}
    <span class="note">${note}</span>`;
}
