import { html, noChange, nothing, type TemplateResult } from 'lit';
import type { ItemView } from './item-view.js';
import type { StripView } from './strip-view.js';
import { text } from './text.js';

/** The id of the item that shows the age of the data. The id is empty, because no quote has an empty id. */
export const AGE_ID = '';

/** The characters of ids that are replaced in the part of the item, so that a page can write it without escapes. */
const NO_PART_NAME = /[^\p{L}\d-]/gu;

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
 * @param announcement what to tell screen readers once
 */
export function stripTemplate(
  view: StripView,
  rendered: RenderedItems,
  announcement: 'recovered' | 'paused' | 'playing' | undefined,
  handlers: StripHandlers,
): TemplateResult {
  const { label, messages, lang, slotLang, layout, palette, mover, statusLine, isPlaying, offersMotion } = view;
  const isLoading = view.status === 'loading';
  const pauseLabel = offersMotion ? messages.pauseUpdates : messages.pause;
  const { onToggle, onMove, onStep, onKey } = handlers;
  const announced = announcement
    ? announcement === 'recovered'
      ? messages.recovered
      : label + messages.comma + messages[announcement]
    : '';
  const list = owningList(view, rendered);
  // The viewport of a still row is a tab stop, so that readers can scroll an overflowing row with the keyboard.
  const isScrollable = layout === 'row';
  // The message has an element of its own, because Orca remembers that an empty element has nothing to read.
  const status = statusLine.text
    ? html`<div id="message">${text(statusLine.text)}</div>`
    : html`<div id="message"></div>`;
  // Live regions have no role: Orca reads out the role `status` in place of the text. The loading message is in none,
  // because it would interrupt the reading of a page that has just been opened.
  // The outer box gives the strip its size on the page, whatever `display` the page sets on the tag.
  return html`<div class="box">
    <div
      class="strip ${layout} ${palette} ${mover} ${statusLine.isWrong ? 'wrong' : ''} ${view.isAgeBelow ? (view.fields.has('time') ? 'age-below' : 'age-below no-age') : ''} ${view.serverFit}"
      role="group"
      lang=${lang}
      aria-label=${label}
      @keydown=${listener(onKey)}
    >
      <div part="controls">
        ${button(isPlaying ? PAUSE_ICON : PLAY_ICON, isPlaying ? pauseLabel : messages.play, onToggle)}
        ${offersMotion ? button(PLAY_ICON, messages.startMotion, onMove) : ''}
        ${
          layout === 'grid'
            ? nothing
            : [
                button(PREVIOUS_ICON, messages.previous, () => onStep(-1), 116),
                button(NEXT_ICON, messages.next, () => onStep(1), 116),
              ]
        }
      </div>
      <slot name="start" lang=${slotLang}></slot>
      <div
        class="viewport"
        part="viewport"
        tabindex=${isScrollable ? 0 : nothing}
        role=${isScrollable ? 'group' : nothing}
        aria-label=${isScrollable ? label : nothing}
      >
        ${list}
        ${
          view.items
            ? rendered.dirty.map(
                (_, copy) =>
                  html`<ul role=${list ? 'none' : 'list'} aria-hidden=${copy ? 'true' : nothing}>
                    ${segments(view, rendered, copy, handlers)}
                  </ul>`,
              )
            : html`<slot lang=${slotLang}></slot>`
        }
      </div>
      ${
        view.isAgeBelow && view.fields.has('time')
          ? html`<span class="note age" part="time" aria-hidden="true">${text(view.age ?? '')}</span>`
          : nothing
      }
      <div class="hidden">${text(view.spokenAge)}</div>
      <span class="note" part="status"
        >${isLoading ? status : ''}<span aria-live="polite" aria-atomic="true">${isLoading ? '' : status}</span></span
      >
      <span class="hidden" aria-live="polite" aria-atomic="true">${text(announced)}</span>
      <slot name="end" lang=${slotLang}></slot>
    </div>
  </div>`;
}

/**
 * Returns a listener that the browser calls each time. It would read the inherited members of a function as options, and
 * call the listener only once on a page with Sugar, which adds `once` to `Function.prototype`.
 */
const listener = <E extends Event>(handleEvent: (event: E) => void) => ({ __proto__: null, handleEvent });

const PLAY_ICON = 'M5 3v10l8-5z';
const PAUSE_ICON = 'M4 3h3v10H4zm5 0h3v10H9z';
// These icons contain an arrow to the left and one to the right, 100 px apart. The second is for left-to-right writing.
const PREVIOUS_ICON = 'M6 2.5 4.5 4l4 4-4 4L6 13.5 11.5 8zm104 0L111.5 4l-4 4 4 4-1.5 1.5-5.5-5.5z';
const NEXT_ICON = 'M10 2.5 11.5 4l-4 4 4 4-1.5 1.5L4.5 8zm96 0L104.5 4l4 4-4 4 1.5 1.5 5.5-5.5z';

const button = (icon: string, label: string, onClick: (event: Event) => void, width = 16): TemplateResult =>
  html`<button part="button" @click=${listener(onClick)}>
    <svg viewBox="0 0 ${width} 16" width=${width} aria-hidden="true"><path d=${icon} /></svg>
    <span class="hidden">${text(label)}</span>
  </button>`;

/**
 * Returns a list that owns the items of the row, if they are in boxes of several items. Such a box moves, so Firefox has a
 * node in its accessibility tree for it, and the items would be children of these nodes. Undefined in other engines.
 */
const owningList = ({ items = [] }: StripView, { itemsPerSegment }: RenderedItems): TemplateResult | undefined =>
  itemsPerSegment > 1 && CSS.supports('-moz-appearance:none')
    ? html`<div role="list" aria-owns=${items.map((_, index) => `i${index}`).join(' ')}></div>`
    : undefined;

/**
 * Returns the segments of a copy of the row. A segment without items to write is `noChange`, so that it costs nothing.
 */
function segments(
  { items = [], age, isAgeBelow, fields, mover }: StripView,
  { dirty, views, itemsPerSegment }: RenderedItems,
  copy: number,
  { onSelect }: StripHandlers,
): unknown[] {
  // Firefox has a node in its accessibility tree for each box that moves. So that the items are children of the list, such a
  // box is an item of it, and the `li` inside is nothing.
  const isItem = itemsPerSegment === 1 && mover !== 'row' && mover !== 'none';
  const templates = [...items.map(({ id }) => id), ...(isAgeBelow ? [] : [AGE_ID])].map((id, index) => {
    if (!dirty[copy]?.has(id)) return noChange;
    const view = views.get(id);
    return view
      ? itemTemplate(view, isItem ? 'none' : 'listitem', index, copy, onSelect)
      : ageTemplate(age, fields.has('time'));
  });
  const result: unknown[] = [];
  for (let start = 0; start < templates.length; start += itemsPerSegment) {
    const children = templates.slice(start, start + itemsPerSegment);
    const isUnchanged = children.every((child) => child === noChange);
    result.push(
      isUnchanged
        ? noChange
        : html`<div
            class="segment"
            role=${isItem && start < items.length ? 'listitem' : 'none'}
            aria-hidden=${start < items.length ? nothing : 'true'}
          >
            ${children}
          </div>`,
    );
  }
  return result;
}

// A `li` is measured together with the margins of the part inside it, which a page can set.
function ageTemplate(age = '', isShown: boolean): TemplateResult {
  return html`<li aria-hidden="true" class=${isShown ? 'note' : 'empty'} data-id=${AGE_ID}>
    <span part="time">${text(isShown ? age : '')}</span>
  </li>`;
}

/** Hides a picture that has failed, because WebKit would draw a frame in its place. */
const onIcon = listener(({ type, target }: Event) => {
  (target as HTMLElement).style.visibility = type === 'error' ? 'hidden' : '';
});

const iconTemplate = (url: string): TemplateResult =>
  html`<img
    part="icon"
    alt=""
    loading="lazy"
    decoding="async"
    draggable="false"
    referrerpolicy="no-referrer"
    @load=${onIcon}
    @error=${onIcon}
    src=${url}
  />`;

function itemTemplate(
  item: ItemView,
  role: string,
  index: number,
  copy: number,
  onSelect: StripHandlers['onSelect'],
): TemplateResult {
  const {
    id,
    name,
    price,
    arrow,
    change,
    percent,
    sentence,
    reservedText,
    direction,
    badge,
    url,
    icon,
    trend,
    fields,
  } = item;
  const shown = [
    fields.has('name') || fields.has('price'),
    icon,
    trend,
    arrow,
    change,
    percent,
    fields.has('badge') && badge,
  ];
  // Items with and without a URL share one template, because each additional template delays the first paint. An `<a>`
  // without `href` is not a link (HTML §4.5.1), but a screen reader would announce it as a link if it had a click
  // listener. Therefore, only items with a URL have the listener. Screen readers read out one text that covers the item,
  // and all that is visible is hidden from them. Links in copies can be clicked but are not tab stops. A space is between an optional part and the next element, because `text` keeps the marker of the
  // element's text before the element, where Lit would remove it with the optional part.
  return html`<li
    id=${copy ? nothing : `i${index}`}
    role=${role}
    class=${shown.some(Boolean) ? (direction ?? '') : 'empty'}
    data-id=${id}
  >
    <a
      class="quote ${icon ? 'has-icon' : ''}"
      part="item ${direction ?? ''} item-${id.replace(NO_PART_NAME, '_')}"
      href=${url ?? nothing}
      tabindex=${url && copy ? -1 : nothing}
      @click=${url && listener(onSelect)}
      ><span class="spoken ${index % 2 ? 'low' : ''}">${text(copy ? '' : sentence)}</span> ${icon && iconTemplate(icon)}
      <bdi part="name" translate="no" aria-hidden="true" data-reserve=${fields.has('name') ? nothing : ''}
        >${text(name)}</bdi
      >
      ${
        trend &&
        html`<svg part="trend" viewBox="0 0 60 20" preserveAspectRatio="none" aria-hidden="true">
          <path class="base" d=${trend.baseline} />
          <path d=${trend.line} />
        </svg>`
      }
      <span
        class="number"
        part="price"
        translate="no"
        aria-hidden="true"
        data-reserve=${fields.has('price') ? reservedText[0] : ''}
        >${text(price)}</span
      >
      <span class="number move" translate="no" aria-hidden="true" data-reserve=${reservedText[1]}
        ><span part="arrow">${text(arrow)}</span> <span part="change">${text(change)}</span></span
      >
      <span class="number move" part="percent" translate="no" aria-hidden="true" data-reserve=${reservedText[2]}
        >${text(percent)}</span
      >
      ${
        badge && fields.has('badge')
          ? html`<span class="note" part="badge" aria-hidden="true">${text(badge)}</span>`
          : nothing
      }</a
    >
  </li>`;
}
