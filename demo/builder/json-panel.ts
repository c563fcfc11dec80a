import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { discardDrafts } from './form-fields.js';
import { MAX_CHARACTERS, loadJson } from './load-json.js';
import type { Page } from './page.js';
import { readingView } from './reading-view.js';
import { failureText } from './settings.js';
import { ADAPTERS, isMapping } from './state.js';
import { readWith, suggestReadings, type Reading } from './suggest-readings.js';

/** Invented, in a shape of its own, with a fault in it. */
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

/** A payload that somebody has brought: what the tag reads from it, and in which way it reads it best. */
export class JsonPanel {
  readonly #page: Page;
  #text = '';
  /** What stands in the way, in words: they are another sentence in another language. */
  #failure: (() => string) | undefined;
  #request: AbortController | undefined;
  /** What was read, and from where; without an address it was pasted. */
  #source: { readonly payload: unknown; readonly address: string } | undefined;
  #readings: readonly Reading[] = [];
  /** The way that is looked at, as it has been edited. */
  #reading: Reading | undefined;
  #draft = '';
  /** What has been edited, by adapter: whoever looks at another way finds it again. */
  readonly #edited = new Map<string, { readonly way: Reading; readonly draft: string }>();

  constructor(page: Page) {
    this.#page = page;
  }

  template(): TemplateResult {
    const page = this.#page;
    const { messages } = page;
    return html`<fieldset class="group own">
      <legend>${messages.ownJson}</legend>
      <div class="field">
        <label for="own-input">${messages.ownInput}</label>
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
        <p class="hint" id="own-hint">${messages.ownHint}</p>
      </div>
      <p class="tools">
        <button type="button" class="main" @click=${() => void this.#read()}>${messages.ownRead}</button>
        <button
          type="button"
          @click=${() => {
            this.#text = EXAMPLE;
            void this.#read();
          }}
        >
          ${messages.ownExample}
        </button>
      </p>
      <p class="wrong" id="own-trouble" role="status">${this.#request ? messages.ownReading : this.#failure?.()}</p>
      ${this.#source ? this.#readingsView() : nothing}
    </fieldset>`;
  }

  #readingsView(): TemplateResult {
    const { messages } = this.#page;
    const current = this.#reading;
    const others = ADAPTERS.filter((name) => !this.#readings.some(({ adapter }) => adapter === name));
    const all = [...this.#readings, ...others.map((name) => this.#readWith(name, ''))];
    const count = ({ feed: { quotes } }: Reading): string =>
      messages.ownWay(
        quotes.length,
        quotes.filter(({ price }) => price !== null).length,
        quotes.filter(({ direction }) => direction !== null).length,
      );
    const way = (reading: Reading): TemplateResult =>
      html`<option value=${reading.adapter} ?selected=${reading.adapter === current?.adapter}>
        ${messages.adapters[reading.adapter as 'paths']}${reading === this.#readings[0] ? ` (${messages.ownBest})` : ''}
      </option>`;
    return html`<div class="field">
        <label for="own-way">${messages.ownWays}</label>
        <select
          id="own-way"
          autocomplete="off"
          @change=${({ target }: Event) => this.#choose((target as HTMLSelectElement).value, all)}
        >
          ${all.map(way)}
        </select>
        <p class="hint">${current && count(current)}</p>
      </div>
      ${current?.adapter === 'canonical' ? nothing : this.#mapping()}
      <div class="reading">${current && readingView(current, messages, this.#page.language)}</div>
      <p class="tools">
        <button
          type="button"
          class="main"
          ?disabled=${!current?.feed.quotes.length || this.#isInUse}
          @click=${this.#use}
        >
          ${messages.ownUse}
        </button>
      </p>
      <p class="hint" role="status">${this.#isInUse ? messages.ownUsed : nothing}</p>`;
  }

  #mapping(): TemplateResult {
    const { messages } = this.#page;
    const wrong = !isMapping(this.#draft);
    return html`<div class="field">
      <label for="own-paths">${messages.paths}</label>
      <textarea
        id="own-paths"
        rows="9"
        spellcheck="false"
        autocomplete="off"
        aria-describedby="own-paths-hint own-paths-wrong"
        aria-invalid=${wrong ? 'true' : nothing}
        .value=${live(this.#draft)}
        @input=${({ target }: Event) => this.#edit((target as HTMLTextAreaElement).value)}
      ></textarea>
      <p class="hint" id="own-paths-hint">${messages.pathsHint}</p>
      <p class="wrong" id="own-paths-wrong" role="status">${wrong ? messages.invalid.mapping : nothing}</p>
    </div>`;
  }

  #readWith(adapter: string, paths: string): Reading {
    return readWith(this.#source!.payload, adapter, paths);
  }

  #choose(adapter: string, all: readonly Reading[]): void {
    const edited = this.#edited.get(adapter);
    this.#select(edited?.way ?? all.find((reading) => reading.adapter === adapter), edited?.draft);
  }

  #edit(text: string): void {
    this.#draft = text;
    const way = isMapping(text) ? this.#readWith(this.#reading!.adapter, text) : this.#reading!;
    this.#reading = way;
    this.#edited.set(way.adapter, { way, draft: text });
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
    if (/^[[{]/.test(text)) return this.#parseText(text);
    const request = (this.#request = new AbortController());
    this.#page.redraw();
    try {
      // Cookies are for the publisher's own site, where this page is not.
      const loaded = await loadJson(text || 'about:blank', 'same-origin', request.signal);
      this.#request = undefined;
      if ('payload' in loaded) this.#receive(loaded.payload, text);
      else this.#fail(() => failureText(loaded.failure, this.#page.messages));
    } catch {
      // Something else is read by now.
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

  #fail(trouble: () => string): void {
    this.#failure = trouble;
    this.#page.redraw();
  }

  #receive(payload: unknown, address: string): void {
    this.#source = { payload, address };
    this.#edited.clear();
    const ways = suggestReadings(payload);
    // Of two by the same adapter the better one.
    this.#readings = ways.filter(({ adapter }, place) => ways.findIndex((way) => way.adapter === adapter) === place);
    if (!this.#readings[0]) this.#failure = () => this.#page.messages.failure.nothing;
    this.#select(this.#readings[0] ?? this.#readWith('paths', '{}'));
  }

  /** What using it sets. */
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
    // What was typed and refused in the settings is over.
    discardDrafts('src', 'paths');
    // Ids of the feed before would be dashes.
    this.#page.commit({ ...this.#patch, symbols: '' });
  };
}
