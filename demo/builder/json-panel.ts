import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { discardDrafts } from './form-fields.js';
import { MAX_CHARACTERS, loadJson } from './load-json.js';
import type { Page } from './page.js';
import { readingView } from './reading-view.js';
import { failureText } from './settings.js';
import { ADAPTERS, isMapping } from './state.js';
import { readWith, suggestReadings, type Reading } from './suggest-readings.js';

/** An invented feed in a shape of its own, with a fault in it: the won's percent has a minus that its change lacks. */
const EXAMPLE = JSON.stringify(
  {
    updated: '2025-06-09T15:30:00+09:00',
    markets: [
      { ticker: 'KOSPI', last: '2,855.77', chg: '43.72', chgPct: '1.55' },
      { ticker: 'USD/KRW', last: '1,359.00', chg: '14.00', chgPct: '-1.03' },
    ],
  },
  null,
  2,
);

/** The panel for the publisher's own JSON: shows what the tag reads from it, and suggests the adapter that reads it best. */
export class JsonPanel {
  readonly #page: Page;
  #text = '';
  /** Returns the error message; a function, because the language of the page can change. */
  #failure: (() => string) | undefined;
  #request: AbortController | undefined;
  /** The payload and its address; the address is empty for pasted JSON. */
  #source: { readonly payload: unknown; readonly address: string } | undefined;
  #readings: readonly Reading[] = [];
  /** The reading that is shown, with the edited mapping. */
  #reading: Reading | undefined;
  #draft = '';
  /** Edited mappings by adapter, which are restored when the user returns to an adapter. */
  readonly #edited = new Map<string, { readonly reading: Reading; readonly draft: string }>();

  constructor(page: Page) {
    this.#page = page;
  }

  template(): TemplateResult {
    const page = this.#page;
    const { messages } = page;
    return html`<fieldset class="group own">
      <legend>${messages.jsonTitle}</legend>
      <div class="field">
        <label for="own-input">${messages.jsonInput}</label>
        <textarea
          id="own-input"
          rows="3"
          spellcheck="false"
          autocomplete="off"
          aria-describedby="own-hint own-trouble"
          .value=${live(this.#text)}
          @input=${({ target }: Event) => {
            this.#text = (target as HTMLTextAreaElement).value;
          }}
        ></textarea>
        <p class="hint" id="own-hint">${messages.jsonHint}</p>
      </div>
      <p class="tools">
        <button type="button" class="main" @click=${() => void this.#read()}>${messages.jsonRead}</button>
        <button
          type="button"
          @click=${() => {
            this.#text = EXAMPLE;
            void this.#read();
          }}
        >
          ${messages.jsonExample}
        </button>
      </p>
      <p class="wrong" id="own-trouble" role="status">${this.#request ? messages.jsonLoading : this.#failure?.()}</p>
      ${this.#source ? this.#readingsView() : nothing}
    </fieldset>`;
  }

  #readingsView(): TemplateResult {
    const { messages } = this.#page;
    const current = this.#reading;
    const others = ADAPTERS.filter((name) => !this.#readings.some(({ adapter }) => adapter === name));
    const all = [...this.#readings, ...others.map((name) => this.#readWith(name, ''))];
    const count = ({ feed: { quotes } }: Reading): string =>
      messages.jsonCounts(
        quotes.length,
        quotes.filter(({ price }) => price !== null).length,
        quotes.filter(({ direction }) => direction !== null).length,
      );
    const option = (reading: Reading): TemplateResult =>
      html`<option value=${reading.adapter} ?selected=${reading.adapter === current?.adapter}>
        ${messages.adapters[reading.adapter as 'paths']}${reading === this.#readings[0] ? ` (${messages.jsonSuggested})` : ''}
      </option>`;
    return html`<div class="field">
        <label for="own-way">${messages.jsonAdapters}</label>
        <select
          id="own-way"
          autocomplete="off"
          @change=${({ target }: Event) => this.#choose((target as HTMLSelectElement).value, all)}
        >
          ${all.map(option)}
        </select>
        <p class="hint">${current && count(current)}</p>
      </div>
      ${current?.adapter === 'canonical' ? nothing : this.#mappingView()}
      <div class="reading">${current && readingView(current, messages, this.#page.language)}</div>
      <p class="tools">
        <button
          type="button"
          class="main"
          ?disabled=${!current?.feed.quotes.length || this.#isInUse}
          @click=${this.#use}
        >
          ${messages.jsonUse}
        </button>
      </p>
      <p class="hint" role="status">${this.#isInUse ? messages.jsonUsed : nothing}</p>`;
  }

  #mappingView(): TemplateResult {
    const { messages } = this.#page;
    const isInvalid = !isMapping(this.#draft);
    return html`<div class="field">
      <label for="own-paths">${messages.paths}</label>
      <textarea
        id="own-paths"
        rows="9"
        spellcheck="false"
        autocomplete="off"
        aria-describedby="own-paths-hint own-paths-wrong"
        aria-invalid=${isInvalid ? 'true' : nothing}
        .value=${live(this.#draft)}
        @input=${({ target }: Event) => this.#edit((target as HTMLTextAreaElement).value)}
      ></textarea>
      <p class="hint" id="own-paths-hint">${messages.pathsHint}</p>
      <p class="wrong" id="own-paths-wrong" role="status">${isInvalid ? messages.invalid.mapping : nothing}</p>
    </div>`;
  }

  #readWith(adapter: string, paths: string): Reading {
    return readWith(this.#source!.payload, adapter, paths);
  }

  #choose(adapter: string, all: readonly Reading[]): void {
    const edited = this.#edited.get(adapter);
    this.#select(edited?.reading ?? all.find((reading) => reading.adapter === adapter), edited?.draft);
  }

  #edit(text: string): void {
    this.#draft = text;
    // The mapping can only be edited while a reading is shown.
    const current = this.#reading!;
    const reading = isMapping(text) ? this.#readWith(current.adapter, text) : current;
    this.#reading = reading;
    this.#edited.set(reading.adapter, { reading, draft: text });
    this.#page.redraw();
  }

  #select(reading: Reading | undefined, draft = reading?.paths ?? ''): void {
    this.#reading = reading;
    this.#draft = draft;
    this.#page.redraw();
  }

  async #read(): Promise<void> {
    this.#request?.abort();
    this.#request = undefined;
    this.#source = this.#failure = undefined;
    const text = this.#text.trim();
    if (/^[[{]/.test(text)) return void this.#parseText(text);
    const request = (this.#request = new AbortController());
    this.#page.redraw();
    try {
      // `same-origin`: cookies are only sent to this page's own origin.
      const result = await loadJson(text || 'about:blank', 'same-origin', request.signal);
      this.#request = undefined;
      if ('payload' in result) this.#receive(result.payload, text);
      else this.#fail(() => failureText(result.failure, this.#page.messages));
    } catch {
      // Aborted: something else is being read by now.
    }
  }

  #parseText(text: string): void {
    if (text.length > MAX_CHARACTERS) return this.#fail(() => this.#page.messages.failure.size);
    try {
      this.#receive(JSON.parse(text) as unknown, '');
    } catch (error) {
      this.#fail(() => this.#page.messages.failure.parse((error as Error).message));
    }
  }

  #fail(message: () => string): void {
    this.#failure = message;
    this.#page.redraw();
  }

  #receive(payload: unknown, address: string): void {
    this.#source = { payload, address };
    this.#edited.clear();
    const all = suggestReadings(payload);
    // Only the best reading of each adapter is kept.
    this.#readings = all.filter(({ adapter }, index) => all.findIndex((other) => other.adapter === adapter) === index);
    if (!this.#readings[0]) this.#failure = () => this.#page.messages.failure.nothing;
    this.#select(this.#readings[0] ?? this.#readWith('paths', '{}'));
  }

  /** The settings that "Use it" changes. */
  get #patch() {
    const { payload, address } = this.#source!;
    const { adapter, paths } = this.#reading!;
    return { ...(address && { src: address }), sample: address ? '' : JSON.stringify(payload), adapter, paths };
  }

  get #isInUse(): boolean {
    const { state } = this.#page;
    return Object.entries(this.#patch).every(([key, value]) => state[key as 'src'] === value);
  }

  readonly #use = (): void => {
    // Invalid drafts of these settings are replaced, too.
    discardDrafts('src', 'paths');
    // The chosen symbols belong to the previous feed; the strip would show dashes for them.
    this.#page.commit({ ...this.#patch, symbols: '' });
  };
}
