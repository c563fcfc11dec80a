import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Quote } from 'market-ticker/feed.js';
import { nameOf, type ChosenFeed } from './chosen-feed.js';
import type { Page } from './page.js';
import { idsOf } from './state.js';

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly chosen: boolean;
}

/** What the feed has, and which of it is shown in which order; by mouse, finger and keyboard. */
export class SymbolList {
  readonly #page: Page;
  readonly #feed: ChosenFeed;
  /** Said when something has been moved. */
  #said = '';
  #dragged: string | undefined;

  constructor(page: Page, feed: ChosenFeed) {
    this.#page = page;
    this.#feed = feed;
  }

  template(): TemplateResult {
    const { words } = this.#page;
    const entries = this.#entries();
    return html`<fieldset class="group symbols">
      <legend>${words.symbols}</legend>
      <p class="hint">${entries.length ? words.symbolsHint : words.symbolsNone}</p>
      <ol role="list">
        ${repeat(
          entries,
          ({ id }) => id,
          (entry, place) => this.#entry(entry, place, entries),
        )}
      </ol>
      <p class="tools">
        <button type="button" ?disabled=${!this.#page.state.symbols} @click=${() => this.#page.commit({ symbols: '' })}>
          ${words.symbolsAll}
        </button>
      </p>
      <p class="unseen" role="status">${this.#said}</p>
    </fieldset>`;
  }

  #entry({ id, name, chosen }: Entry, place: number, entries: readonly Entry[]): TemplateResult {
    const { words } = this.#page;
    const nameable = !/[\s,]/.test(id);
    const last = entries.filter((entry) => entry.chosen).length - 1;
    const button = (step: -1 | 1, label: string, arrow: string, off: boolean): TemplateResult =>
      // Not `disabled`: at an end of the list the focus would be lost.
      html`<button
        type="button"
        class="step"
        aria-label=${label}
        aria-disabled=${off ? 'true' : nothing}
        @click=${(event: Event) => {
          if (!off) this.#move(id, place + step, event.currentTarget as HTMLElement);
        }}
      >
        <span aria-hidden="true">${arrow}</span>
      </button>`;
    return html`<li class=${id === this.#dragged ? 'dragged' : nothing} data-id=${id}>
      <span class="handle" aria-hidden="true" @pointerdown=${chosen && nameable ? this.#grab : nothing}
        >${chosen && nameable ? '⠿' : nothing}</span
      >
      <label>
        <input
          type="checkbox"
          autocomplete="off"
          .checked=${chosen}
          ?disabled=${!nameable}
          @change=${() => this.#toggle(id)}
        />
        <span>${name}</span> ${name === id ? nothing : html`<code>${id}</code>`}
        ${nameable ? nothing : html`<span class="hint">${words.unnameable}</span>`}
      </label>
      ${
        chosen && nameable
          ? [button(-1, words.up(name), '↑', place === 0), button(1, words.down(name), '↓', place === last)]
          : nothing
      }
    </li>`;
  }

  /** The chosen ones in their order, then the others in the feed's. */
  #entries(): Entry[] {
    const { state, language } = this.#page;
    const known = new Map(this.#feed.quotes.map((quote: Quote) => [quote.id, nameOf(quote, language)]));
    const ids = state.symbols ? idsOf(state.symbols) : [...known.keys()];
    const others = [...known.keys()].filter((id) => !ids.includes(id));
    const entry = (chosen: boolean) => (id: string) => ({ id, name: known.get(id) ?? id, chosen });
    return [...[...new Set(ids)].map(entry(true)), ...others.map(entry(false))];
  }

  get #chosen(): string[] {
    return this.#entries()
      .filter(({ chosen }) => chosen)
      .map(({ id }) => id);
  }

  /** All in the feed's order is what the tag shows anyway. */
  #symbols(ids: readonly string[]): { symbols: string } {
    const all = this.#feed.quotes.map(({ id }) => id);
    return { symbols: ids.join() === all.join() ? '' : ids.filter((id) => !/[\s,]/.test(id)).join(' ') };
  }

  #toggle(id: string): void {
    const chosen = this.#chosen;
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    // Of none nothing would be left to see: the last one stays.
    if (next.length) this.#page.commit(this.#symbols(next));
    else this.#page.changed();
  }

  /** @param button has the focus, and keeps it where its item goes */
  #move(id: string, to: number, button: HTMLElement): void {
    const { words } = this.#page;
    const ids = this.#ordered(id, to);
    const name = this.#entries().find((entry) => entry.id === id)!.name;
    this.#said = words.moved(name, to + 1, ids.length);
    this.#page.commit(this.#symbols(ids));
    button.focus();
  }

  #ordered(id: string, to: number): string[] {
    const ids = this.#chosen.filter((one) => one !== id);
    ids.splice(to, 0, id);
    return ids;
  }

  readonly #grab = (event: PointerEvent): void => {
    if (event.button) return;
    event.preventDefault();
    const row = (event.currentTarget as HTMLElement).closest('li')!;
    const list = row.parentElement!;
    this.#dragged = row.dataset.id;
    // On the window: what is captured by an element is lost when that takes another place.
    const dragging = new AbortController();
    const { signal } = dragging;
    const drop = (): void => {
      dragging.abort();
      this.#dragged = undefined;
      this.#page.commit();
    };
    addEventListener('pointermove', ({ clientY }) => this.#drag(list, clientY), { signal });
    addEventListener('pointerup', drop, { signal });
    addEventListener('pointercancel', drop, { signal });
    this.#page.changed();
  };

  #drag(list: HTMLElement, y: number): void {
    const id = this.#dragged!;
    const chosen = this.#chosen;
    const rows = [...list.children].filter((row) => (row as HTMLElement).dataset.id !== id).slice(0, chosen.length - 1);
    // It goes behind all whose middle is above the pointer.
    const to = rows.filter((row) => {
      const { top, height } = row.getBoundingClientRect();
      return top + height / 2 < y;
    }).length;
    if (chosen[to] !== id) this.#page.preview(this.#symbols(this.#ordered(id, to)));
  }
}
