import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { forgetTyped } from './form-fields.js';
import { LARGEST, load } from './load-json.js';
import type { Page } from './page.js';
import { readingView } from './reading-view.js';
import { failureText } from './settings.js';
import { ADAPTERS, isMapping } from './state.js';
import { readWith, suggest, type Reading } from './suggest-readings.js';

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
export class OwnJson {
  readonly #page: Page;
  #text = '';
  /** What stands in the way, in words: they are another sentence in another language. */
  #trouble: (() => string) | undefined;
  #request: AbortController | undefined;
  /** What was read, and from where; without an address it was pasted. */
  #source: { readonly payload: unknown; readonly address: string } | undefined;
  #ways: readonly Reading[] = [];
  /** The way that is looked at, as it has been edited. */
  #way: Reading | undefined;
  #draft = '';
  /** What has been edited, by adapter: whoever looks at another way finds it again. */
  readonly #edited = new Map<string, { readonly way: Reading; readonly draft: string }>();

  constructor(page: Page) {
    this.#page = page;
  }

  template(): TemplateResult {
    const page = this.#page;
    const { words } = page;
    return html`<fieldset class="group own">
      <legend>${words.ownJson}</legend>
      <div class="field">
        <label for="own-input">${words.ownInput}</label>
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
        <p class="hint" id="own-hint">${words.ownHint}</p>
      </div>
      <p class="tools">
        <button type="button" class="main" @click=${() => void this.#read()}>${words.ownRead}</button>
        <button
          type="button"
          @click=${() => {
            this.#text = EXAMPLE;
            void this.#read();
          }}
        >
          ${words.ownExample}
        </button>
      </p>
      <p class="wrong" id="own-trouble" role="status">${this.#request ? words.ownReading : this.#trouble?.()}</p>
      ${this.#source ? this.#waysView() : nothing}
    </fieldset>`;
  }

  #waysView(): TemplateResult {
    const { words } = this.#page;
    const current = this.#way;
    const others = ADAPTERS.filter((name) => !this.#ways.some(({ adapter }) => adapter === name));
    const all = [...this.#ways, ...others.map((name) => this.#readBy(name, ''))];
    const count = ({ feed: { quotes } }: Reading): string =>
      words.ownWay(
        quotes.length,
        quotes.filter(({ price }) => price !== null).length,
        quotes.filter(({ direction }) => direction !== null).length,
      );
    const way = (reading: Reading): TemplateResult =>
      html`<option value=${reading.adapter} ?selected=${reading.adapter === current?.adapter}>
        ${words.adapters[reading.adapter as 'paths']}${reading === this.#ways[0] ? ` (${words.ownBest})` : ''}
      </option>`;
    return html`<div class="field">
        <label for="own-way">${words.ownWays}</label>
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
      <div class="reading">${current && readingView(current, words, this.#page.language)}</div>
      <p class="tools">
        <button
          type="button"
          class="main"
          ?disabled=${!current?.feed.quotes.length || this.#isUsed}
          @click=${this.#use}
        >
          ${words.ownUse}
        </button>
      </p>
      <p class="hint" role="status">${this.#isUsed ? words.ownUsed : nothing}</p>`;
  }

  #mapping(): TemplateResult {
    const { words } = this.#page;
    const wrong = !isMapping(this.#draft);
    return html`<div class="field">
      <label for="own-paths">${words.paths}</label>
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
      <p class="hint" id="own-paths-hint">${words.pathsHint}</p>
      <p class="wrong" id="own-paths-wrong" role="status">${wrong ? words.invalid.mapping : nothing}</p>
    </div>`;
  }

  #readBy(adapter: string, paths: string): Reading {
    return readWith(this.#source!.payload, adapter, paths);
  }

  #choose(adapter: string, all: readonly Reading[]): void {
    const edited = this.#edited.get(adapter);
    this.#look(edited?.way ?? all.find((reading) => reading.adapter === adapter), edited?.draft);
  }

  #edit(text: string): void {
    this.#draft = text;
    const way = isMapping(text) ? this.#readBy(this.#way!.adapter, text) : this.#way!;
    this.#way = way;
    this.#edited.set(way.adapter, { way, draft: text });
    this.#page.changed();
  }

  #look(reading: Reading | undefined, draft = reading?.paths ?? ''): void {
    this.#way = reading;
    this.#draft = draft;
    this.#page.changed();
  }

  async #read(): Promise<void> {
    this.#request?.abort();
    this.#request = undefined;
    this.#source = this.#trouble = undefined;
    const text = this.#text.trim();
    if (/^[[{]/.test(text)) return this.#take(text);
    const request = (this.#request = new AbortController());
    this.#page.changed();
    try {
      // Cookies are for the publisher's own site, where this page is not.
      const loaded = await load(text || 'about:blank', 'same-origin', request.signal);
      this.#request = undefined;
      if ('payload' in loaded) this.#weigh(loaded.payload, text);
      else this.#fail(() => failureText(loaded.failure, this.#page.words));
    } catch {
      // Something else is read by now.
    }
  }

  #take(text: string): void {
    if (text.length > LARGEST) return this.#fail(() => this.#page.words.failure.size);
    try {
      this.#weigh(JSON.parse(text) as unknown, '');
    } catch (error) {
      this.#fail(() => this.#page.words.failure.parse((error as Error).message));
    }
  }

  #fail(trouble: () => string): void {
    this.#trouble = trouble;
    this.#page.changed();
  }

  #weigh(payload: unknown, address: string): void {
    this.#source = { payload, address };
    this.#edited.clear();
    const ways = suggest(payload);
    // Of two by the same adapter the better one.
    this.#ways = ways.filter(({ adapter }, place) => ways.findIndex((way) => way.adapter === adapter) === place);
    if (!this.#ways[0]) this.#trouble = () => this.#page.words.failure.nothing;
    this.#look(this.#ways[0] ?? this.#readBy('paths', '{}'));
  }

  /** What using it sets. */
  get #patch() {
    const { payload, address } = this.#source!;
    const { adapter, paths } = this.#way!;
    return { ...(address && { src: address }), sample: address ? '' : JSON.stringify(payload), adapter, paths };
  }

  get #isUsed(): boolean {
    const { state } = this.#page;
    return Object.entries(this.#patch).every(([key, value]) => state[key as 'src'] === value);
  }

  readonly #use = (): void => {
    // What was typed and refused in the settings is over.
    forgetTyped('src', 'paths');
    // Ids of the feed before would be dashes.
    this.#page.commit({ ...this.#patch, symbols: '' });
  };
}
