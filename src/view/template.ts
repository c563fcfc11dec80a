import { html, noChange, nothing, type TemplateResult } from 'lit';
import type { ItemView } from './item-view.js';
import type { StripView } from './strip-view.js';

/** The id of the item that shows the age of the data. The id is empty, because no quote has an empty id. */
export const AGE_ID = '';

/** The items that a rendering writes. All other items in the document remain unchanged. */
export interface RenderedItems {
  /**
   * The ids of the items to write, for each copy of the row. The row is repeated until it fills the viewport, and each
   * repetition is a copy.
   */
  readonly dirty: readonly ReadonlySet<string>[];
  /** The texts of the items to write, by id. */
  readonly views: ReadonlyMap<string, ItemView>;
  /** The number of items in a segment, which is a box that moves as one. */
  readonly itemsPerSegment: number;
}

/** The handlers of the reader's input. */
export interface StripHandlers {
  /** Called when the reader presses the button that pauses or plays. */
  readonly onToggle: (event: Event) => void;
  /** Called when the reader starts the motion despite the system's request for reduced motion. */
  readonly onMove: (event: Event) => void;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  /** Called when the reader clicks the link of an item. */
  readonly onSelect: (event: Event) => void;
}

/**
 * Renders a strip. `view` and `rendered` already contain all decisions about the result.
 *
 * @param isRecovered whether to tell screen readers that the data are up to date again
 */
export function stripTemplate(
  view: StripView,
  rendered: RenderedItems,
  isRecovered: boolean,
  handlers: StripHandlers,
): TemplateResult {
  const { label, messages, lang, layout, palette, isMarquee, statusLine, isPlaying } = view;
  const { onToggle, onMove, onStep, onKey } = handlers;
  // The viewport of a still row is a tab stop, so that readers can scroll an overflowing row with the keyboard.
  return html`<div
    class="strip ${layout} ${palette} ${isMarquee ? 'marquee' : ''} ${statusLine.isWrong ? 'wrong' : ''}"
    role="group"
    lang=${lang}
    aria-label=${label}
    @keydown=${onKey}
  >
    <div part="controls">
      ${button(isPlaying ? PAUSE_ICON : PLAY_ICON, isPlaying ? messages.pause : messages.play, onToggle)}
      ${view.offersMotion ? button(PLAY_ICON, messages.play, onMove) : ''}
      ${
        layout === 'grid'
          ? nothing
          : [
              button(PREVIOUS_ICON, messages.previous, () => onStep(-1)),
              button(NEXT_ICON, messages.next, () => onStep(1)),
            ]
      }
    </div>
    <slot name="start"></slot>
    <div class="viewport" part="viewport" tabindex=${layout === 'row' ? 0 : nothing}>
      ${
        view.items
          ? rendered.dirty.map(
              (_, copy) =>
                html`<ul role="list" aria-hidden=${copy ? 'true' : nothing}>
                  ${segments(view, rendered, copy, handlers)}
                </ul>`,
            )
          : html`<slot></slot>`
      }
    </div>
    <span class="note" part="status" role="status"
      >${statusLine.text}${isRecovered ? html`<span class="hidden">${messages.recovered}</span>` : ''}</span
    >
    <slot name="end"></slot>
  </div>`;
}

const PLAY_ICON = 'M5 3v10l8-5z';
const PAUSE_ICON = 'M4 3h3v10H4zm5 0h3v10H9z';
const PREVIOUS_ICON = 'M10 2.5 11.5 4l-4 4 4 4-1.5 1.5L4.5 8z';
const NEXT_ICON = 'M6 2.5 4.5 4l4 4-4 4L6 13.5 11.5 8z';

const button = (icon: string, label: string, onClick: (event: Event) => void): TemplateResult =>
  html`<button part="button" @click=${onClick}>
    <svg viewBox="0 0 16 16" width="16" aria-hidden="true"><path d=${icon} /></svg>
    <span class="hidden">${label}</span>
  </button>`;

/**
 * Returns the segments of a copy of the row. A segment without items to write is `noChange`, so that it costs nothing.
 */
function segments(
  { items = [], age }: StripView,
  { dirty, views, itemsPerSegment }: RenderedItems,
  copy: number,
  { onSelect }: StripHandlers,
): unknown[] {
  const templates = [...items.map(({ id }) => id), AGE_ID].map((id) => {
    if (!dirty[copy]?.has(id)) return noChange;
    const view = views.get(id);
    return view ? itemTemplate(view, copy, onSelect) : ageTemplate(age);
  });
  return Array.from({ length: Math.ceil(templates.length / itemsPerSegment) }, (_, index) => {
    const children = templates.slice(index * itemsPerSegment, (index + 1) * itemsPerSegment);
    const isUnchanged = children.every((child) => child === noChange);
    return isUnchanged ? noChange : html`<div class="segment" role="none">${children}</div>`;
  });
}

const ageTemplate = (age: string | undefined): TemplateResult =>
  html`<li role="listitem" class="note" part="time" data-id=${AGE_ID}>${age}</li>`;

function itemTemplate(item: ItemView, copy: number, onSelect: StripHandlers['onSelect']): TemplateResult {
  const { id, name, price, arrow, change, percent, spoken, reservedText, direction, badge, url, trend } = item;
  // Items with and without a URL share one template, because each additional template delays the first paint. An `<a>`
  // without `href` is not a link (HTML §4.5.1), but a screen reader would announce it as a link if it had a click
  // listener. Therefore, only items with a URL have the listener. The comma and the spoken words are for screen readers
  // only; sighted readers get the same information from the arrow, sign and colour. Links in copies can be clicked but
  // are not tab stops.
  return html`<li role="listitem" class=${direction ?? ''} part="item" data-id=${id}>
    <a class="quote" href=${url ?? nothing} tabindex=${url && copy ? -1 : nothing} @click=${url && onSelect}
      ><bdi part="name">${name}</bdi> ${
        trend &&
        html`<svg part="trend" viewBox="0 0 60 20" preserveAspectRatio="none" aria-hidden="true">
          <path class="base" d=${trend.baseline} />
          <path d=${trend.line} />
        </svg>`
      }
      <span class="number" part="price" data-reserve=${reservedText[0]}>${price}</span>
      <span class="number move" aria-hidden="true" data-reserve=${reservedText[1]}
        ><span part="arrow">${arrow}</span> <span part="change">${change}</span></span
      >
      <span class="number move" part="percent" aria-hidden="true" data-reserve=${reservedText[2]}>${percent}</span>
      <span class="hidden">${spoken && `, ${spoken}`}</span>
      ${badge && html`<span class="note" part="badge">${badge}</span>`}</a
    >
  </li>`;
}
