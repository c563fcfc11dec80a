import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Quote } from 'market-ticker/feed.js';
import { quoteName, type ChosenFeed } from './chosen-feed.js';
import type { Page } from './page.js';
import { parseWords } from './state.js';

interface ListEntry {
  readonly id: string;
  readonly name: string;
  readonly isChosen: boolean;
}

/** The list of the feed's items: the user chooses which to show and in which order, by mouse, touch or keyboard. */
export class SymbolList {
  readonly #page: Page;
  readonly #feed: ChosenFeed;
  /** The message for screen readers after an item has been moved. */
  #announcement = '';
  #draggedId: string | undefined;

  constructor(page: Page, feed: ChosenFeed) {
    this.#page = page;
    this.#feed = feed;
  }

  template(): TemplateResult {
    const { messages } = this.#page;
    const entries = this.#entries();
    return html`<fieldset class="group symbols">
      <legend>${messages.symbols}</legend>
      <p class="hint">${entries.length ? messages.symbolsHint : messages.symbolsNone}</p>
      <ol role="list">
        ${repeat(
          entries,
          ({ id }) => id,
          (entry, index) => this.#entry(entry, index, entries),
        )}
      </ol>
      <p class="tools">
        <button type="button" ?disabled=${!this.#page.state.symbols} @click=${() => this.#page.commit({ symbols: '' })}>
          ${messages.symbolsAll}
        </button>
      </p>
      <p class="unseen" role="status">${this.#announcement}</p>
    </fieldset>`;
  }

  #entry({ id, name, isChosen }: ListEntry, index: number, entries: readonly ListEntry[]): TemplateResult {
    const { messages } = this.#page;
    const isNameable = !/[\s,]/.test(id);
    const last = entries.filter((entry) => entry.isChosen).length - 1;
    const button = (step: -1 | 1, label: string, arrow: string, isDisabled: boolean): TemplateResult =>
      // `aria-disabled` instead of `disabled`, which would lose the focus at an end of the list.
      html`<button
        type="button"
        class="step"
        aria-label=${label}
        aria-disabled=${isDisabled ? 'true' : nothing}
        @click=${(event: Event) => {
          if (!isDisabled) this.#move(id, index + step, event.currentTarget as HTMLElement);
        }}
      >
        <span aria-hidden="true">${arrow}</span>
      </button>`;
    return html`<li class=${id === this.#draggedId ? 'dragged' : nothing} data-id=${id}>
      <span class="handle" aria-hidden="true" @pointerdown=${isChosen && isNameable ? this.#startDrag : nothing}
        >${isChosen && isNameable ? '⠿' : nothing}</span
      >
      <label>
        <input
          type="checkbox"
          autocomplete="off"
          .checked=${isChosen}
          ?disabled=${!isNameable}
          @change=${() => this.#toggle(id)}
        />
        <span>${name}</span> ${name === id ? nothing : html`<code>${id}</code>`}
        ${isNameable ? nothing : html`<span class="hint">${messages.unnameable}</span>`}
      </label>
      ${
        isChosen && isNameable
          ? [
              button(-1, messages.moveUp(name), '↑', index === 0),
              button(1, messages.moveDown(name), '↓', index === last),
            ]
          : nothing
      }
    </li>`;
  }

  /** Returns the chosen items in their order, then the others in the feed's order. */
  #entries(): ListEntry[] {
    const { state, language } = this.#page;
    const known = new Map(this.#feed.quotes.map((quote: Quote) => [quote.id, quoteName(quote, language)]));
    const ids = state.symbols ? parseWords(state.symbols) : [...known.keys()];
    const others = [...known.keys()].filter((id) => !ids.includes(id));
    const entry = (isChosen: boolean) => (id: string) => ({ id, name: known.get(id) ?? id, isChosen });
    return [...[...new Set(ids)].map(entry(true)), ...others.map(entry(false))];
  }

  get #chosen(): string[] {
    return this.#entries()
      .filter(({ isChosen }) => isChosen)
      .map(({ id }) => id);
  }

  /** Returns the new `symbols`; empty for all items in the feed's order, which is the tag's default. */
  #symbolsPatch(ids: readonly string[]): { symbols: string } {
    const all = this.#feed.quotes.map(({ id }) => id);
    return { symbols: ids.join() === all.join() ? '' : ids.filter((id) => !/[\s,]/.test(id)).join(' ') };
  }

  #toggle(id: string): void {
    const chosen = this.#chosen;
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    // The last item cannot be removed, because an empty `symbols` would show all.
    if (next.length) this.#page.commit(this.#symbolsPatch(next));
    else this.#page.redraw();
  }

  /** @param button the button that was pressed; it keeps the focus when its item moves */
  #move(id: string, index: number, button: HTMLElement): void {
    const { messages } = this.#page;
    const ids = this.#withMoved(id, index);
    const name = this.#entries().find((entry) => entry.id === id)!.name;
    this.#announcement = messages.moved(name, index + 1, ids.length);
    this.#page.commit(this.#symbolsPatch(ids));
    button.focus();
  }

  #withMoved(id: string, index: number): string[] {
    const ids = this.#chosen.filter((one) => one !== id);
    ids.splice(index, 0, id);
    return ids;
  }

  readonly #startDrag = (event: PointerEvent): void => {
    if (event.button) return;
    event.preventDefault();
    const row = (event.currentTarget as HTMLElement).closest('li')!;
    const list = row.parentElement!;
    this.#draggedId = row.dataset.id;
    // The window gets the listeners, because an element loses its pointer capture when it moves in the DOM.
    const dragging = new AbortController();
    const { signal } = dragging;
    const drop = (): void => {
      dragging.abort();
      this.#draggedId = undefined;
      this.#page.commit();
    };
    addEventListener('pointermove', ({ clientY }) => this.#drag(list, clientY), { signal });
    addEventListener('pointerup', drop, { signal });
    addEventListener('pointercancel', drop, { signal });
    this.#page.redraw();
  };

  #drag(list: HTMLElement, y: number): void {
    const id = this.#draggedId!;
    const chosen = this.#chosen;
    const rows = [...list.children].filter((row) => (row as HTMLElement).dataset.id !== id).slice(0, chosen.length - 1);
    // The item moves behind all rows whose middle is above the pointer.
    const index = rows.filter((row) => {
      const { top, height } = row.getBoundingClientRect();
      return top + height / 2 < y;
    }).length;
    if (chosen[index] !== id) this.#page.preview(this.#symbolsPatch(this.#withMoved(id, index)));
  }
}
