import { html, noChange, nothing, type TemplateResult } from 'lit';
import type { Palette } from './palettes.js';
import type { ItemView } from './item-view.js';
import type { Messages } from '../i18n/index.js';

export type Layout = 'scroll' | 'row' | 'grid';

/** All that the template needs; it decides nothing itself. */
export interface StripView {
  readonly label: string;
  readonly words: Messages;
  /** Of what is read out. */
  readonly lang: string;
  /** As drawn: `row` where `scroll` is asked for and the reader wants no motion. */
  readonly layout: Layout;
  readonly palette: Palette;
  /** The marquee lays the segments out. */
  readonly moves: boolean;
  /** undefined before the first data; an item that none of its places is due to show may be, too. */
  readonly items: readonly (ItemView | undefined)[] | undefined;
  /** For each copy of the row, which places are to be written: the items, then the age. */
  readonly due: readonly (readonly boolean[])[];
  /** So many items stand in one box that moves. */
  readonly itemsPerSegment: number;
  /** How old the data are, in words. */
  readonly age: string | undefined;
  /** What is wrong with the data, in words; empty when nothing is. */
  readonly alert: string;
  /** Something is, and it is no matter of waiting. */
  readonly wrong: boolean;
  /** Nothing is any more. */
  readonly recovered: boolean;
  /** The button offers to pause; else to play. */
  readonly playing: boolean;
  readonly onToggle: () => void;
  /** A still row can be set going, as the reader has asked for less motion only. */
  readonly onMove: ((event: Event) => void) | undefined;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  /** A link of an item was clicked. */
  readonly onSelect: (event: Event) => void;
}

export function stripTemplate(view: StripView): TemplateResult {
  const {
    label,
    words,
    lang,
    layout,
    palette,
    moves,
    items,
    alert,
    wrong,
    recovered,
    playing,
    onToggle,
    onMove,
    onStep,
    onKey,
  } = view;
  // A still row that overflows is scrolled by keyboard.
  return html`<div
    class="strip ${layout} ${palette} ${moves ? 'marquee' : ''} ${wrong ? 'wrong' : ''}"
    role="group"
    lang=${lang}
    aria-label=${label}
    @keydown=${onKey}
  >
    <div part="controls">
      ${button(playing ? 'M4 3h3v10H4zm5 0h3v10H9z' : PLAY, playing ? words.pause : words.play, onToggle)}
      ${onMove ? button(PLAY, words.play, onMove) : ''}
      ${
        layout === 'grid'
          ? nothing
          : [
              button('M10 2.5 11.5 4l-4 4 4 4-1.5 1.5L4.5 8z', words.previous, () => onStep(-1)),
              button('M6 2.5 4.5 4l4 4-4 4L6 13.5 11.5 8z', words.next, () => onStep(1)),
            ]
      }
    </div>
    <slot name="start"></slot>
    <div class="viewport" part="viewport" tabindex=${layout === 'row' ? 0 : nothing}>
      ${
        items
          ? view.due.map(
              (due, copy) =>
                html`<ul role="list" aria-hidden=${copy ? 'true' : nothing}>
                  ${segments(view, due, copy)}
                </ul>`,
            )
          : html`<slot></slot>`
      }
    </div>
    <span class="note" part="status" role="status"
      >${alert}${recovered ? html`<span class="hidden">${words.recovered}</span>` : ''}</span
    >
    <slot name="end"></slot>
  </div>`;
}

const PLAY = 'M5 3v10l8-5z';

const button = (path: string, label: string, onClick: (event: Event) => void): TemplateResult =>
  html`<button part="button" @click=${onClick}>
    <svg viewBox="0 0 16 16" width="16" aria-hidden="true"><path d=${path} /></svg>
    <span class="hidden">${label}</span>
  </button>`;

/** A row in its segments. What is not due stays as it is, and costs nothing. */
function segments(
  { items, age, itemsPerSegment, onSelect }: StripView,
  due: readonly boolean[],
  copy: number,
): unknown[] {
  const places = due.map((isDue, place) => {
    if (!isDue) return noChange;
    const item = items![place];
    return item
      ? itemTemplate(item, copy, onSelect)
      : html`<li role="listitem" class="note" part="time" data-id="">${age}</li>`;
  });
  return Array.from({ length: Math.ceil(places.length / itemsPerSegment) }, (_, segment) => {
    const own = places.slice(segment * itemsPerSegment, (segment + 1) * itemsPerSegment);
    return own.every((place) => place === noChange) ? noChange : html`<div class="segment" role="none">${own}</div>`;
  });
}

function itemTemplate(item: ItemView, copy: number, onSelect: StripView['onSelect']): TemplateResult {
  const { id, name, price, arrow, change, percent, spoken, reserve, direction, badge, url, trend } = item;
  // One template, as each costs time before the first paint. Without `href` it is no link (HTML §4.5.1), only a box; but a screen
  // reader would call it one for a listener alone.
  // The comma and the words are for the ear; what they say is for the eye in arrow, sign and colour.
  // Copies are out of the tab order, and can be clicked all the same.
  return html`<li role="listitem" class=${direction ?? ''} part="item" data-id=${id}>
    <a class="quote" href=${url ?? nothing} tabindex=${url && copy ? -1 : nothing} @click=${url && onSelect}
      ><bdi part="name">${name}</bdi> ${
        trend &&
        html`<svg part="trend" viewBox="0 0 60 20" preserveAspectRatio="none" aria-hidden="true">
          <path class="base" d=${trend.base} />
          <path d=${trend.line} />
        </svg>`
      }
      <span class="number" part="price" data-reserve=${reserve[0]}>${price}</span>
      <span class="number move" aria-hidden="true" data-reserve=${reserve[1]}
        ><span part="arrow">${arrow}</span> <span part="change">${change}</span></span
      >
      <span class="number move" part="percent" aria-hidden="true" data-reserve=${reserve[2]}>${percent}</span>
      <span class="hidden">${spoken && `, ${spoken}`}</span>
      ${badge && html`<span class="note" part="badge">${badge}</span>`}</a
    >
  </li>`;
}
