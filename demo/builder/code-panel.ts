import { html, nothing, type TemplateResult } from 'lit';
import type { ChosenFeed } from './chosen-feed.js';
import { codeBlocks, packageFile, type CodeBlock } from './code-blocks.js';
import { feedConfig, lacksSourceAddress } from './feed-config.js';
import { textField } from './form-fields.js';
import { isPlaceholder } from './markup.js';
import type { OwnJson } from './own-json.js';
import type { Page } from './page.js';
import { isSelfHosted, scriptFiles, suggestedFolder } from './script-files.js';
import { FORMS, type FormName } from './state.js';

const notice = (text: string): TemplateResult => html`<p class="notice">${text}</p>`;

/** Has the browser save a text as a file. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

/** The panel with the code to paste: a tab for each form, and a copy button for each piece. */
export class CodePanel {
  readonly #page: Page;
  readonly #feed: ChosenFeed;
  readonly #own: OwnJson;
  /** The piece that was copied last, and the message about it. */
  #copied: readonly [place: string, status: string] = ['', ''];

  constructor(page: Page, feed: ChosenFeed, own: OwnJson) {
    this.#page = page;
    this.#feed = feed;
    this.#own = own;
  }

  template(): TemplateResult {
    const page = this.#page;
    const { messages, state, cdn } = page;
    const form = state.form as FormName;
    return html`<section class="paste" aria-labelledby="paste-title">
      <h2 id="paste-title">${messages.paste}</h2>
      <div role="tablist" aria-labelledby="paste-title" @keydown=${this.#onKeyDown}>
        ${FORMS.map(
          (name) =>
            html`<button
              type="button"
              role="tab"
              id="tab-${name}"
              aria-controls="paste-panel"
              aria-selected=${name === form ? 'true' : 'false'}
              tabindex=${name === form ? 0 : -1}
              @click=${() => this.#choose(name)}
            >
              ${messages.forms[name]}
            </button>`,
        )}
      </div>
      <div role="tabpanel" id="paste-panel" aria-labelledby="tab-${form}">
        <p class="hint">${messages.formNotes[form]}</p>
        ${form === 'feed' ? this.#feedNotices() : isPlaceholder(state) ? notice(messages.placeholder) : nothing}
        ${this.#own.isUnused ? this.#unusedNotice() : nothing}
        ${form === 'html' || form === 'wordpress' ? this.#scriptFolder() : cdn.isPublished ? nothing : notice(messages.packageFile(packageFile(cdn)))}
        ${codeBlocks(form, state, cdn).map((block) => this.#block(block))}
      </div>
    </section>`;
  }

  /** What has been read and looks as if it were in the code. */
  #unusedNotice(): TemplateResult {
    const { messages } = this.#page;
    return html`<p class="notice">
      ${messages.jsonUnused} <button type="button" @click=${this.#own.use}>${messages.jsonUseNow}</button>
    </p>`;
  }

  /** Where the scripts come from: which files to copy to a folder of the own site, or the hashes of a CDN's files. */
  #scriptFolder(): TemplateResult {
    const { messages, state, cdn } = this.#page;
    const files = scriptFiles(state, cdn);
    const field = textField(this.#page, 'cdn', {
      label: messages.cdn,
      hint: messages.cdnHint,
      error: messages.invalid.address,
      type: 'url',
      placeholder: suggestedFolder(cdn),
    });
    if (!isSelfHosted(state, cdn))
      return html`${field} ${notice(files.every(({ integrity }) => integrity) ? messages.hashes : messages.notBuilt)}`;
    return html`${field}
      <section class="files" aria-labelledby="files-title">
        <h3 id="files-title">${messages.files}</h3>
        <p class="hint">${messages.filesFrom(`market-ticker-cdn-${cdn.version}.zip`)} ${messages.filesLoaded}</p>
        <ul role="list">
          ${files.map(({ file, url }) => html`<li><code>dist/cdn/${file}</code> → <code>${url}</code></li>`)}
        </ul>
      </section>`;
  }

  /** What the configuration of the command cannot know, and where the key is. */
  #feedNotices(): TemplateResult {
    const { messages, state } = this.#page;
    const { quotes } = this.#feed;
    return html`${lacksSourceAddress(state) ? notice(messages.sourcePlaceholder) : nothing}
    ${feedConfig(state).keys.size ? notice(messages.keysInEnvironment) : nothing}
    ${quotes.some(({ delay }) => delay === null) ? notice(messages.delayUnknown) : nothing}`;
  }

  #block({ place, code, isFile }: CodeBlock): TemplateResult {
    const { messages } = this.#page;
    const title = (messages.places as Readonly<Record<string, string>>)[place];
    return html`<figure class="block">
      <figcaption>${title ?? html`<code>${place}</code>`}</figcaption>
      <p class="source-tools">
        <span role="status">${this.#copied[0] === place ? this.#copied[1] : nothing}</span>
        <button
          type="button"
          aria-label=${messages.copyTitle(title ?? place)}
          @click=${() => void this.#copy(place, code)}
        >
          ${messages.copy}
        </button>
        ${
          isFile
            ? html`<button
                type="button"
                aria-label=${messages.downloadTitle(place)}
                @click=${() => download(place, code)}
              >
                ${messages.download}
              </button>`
            : nothing
        }
      </p>
      <pre tabindex="0" aria-label=${title ?? place} role="region"><code>${code}</code></pre>
    </figure>`;
  }

  async #copy(place: string, code: string): Promise<void> {
    const { messages } = this.#page;
    const announce = (status: string): void => {
      this.#copied = [place, status];
      this.#page.redraw();
    };
    // The status is emptied first, because a screen reader does not announce the same text twice.
    announce('');
    try {
      await navigator.clipboard.writeText(code);
      announce(messages.copied);
    } catch {
      announce(messages.copyRefused);
    }
  }

  #choose(form: FormName): void {
    this.#copied = ['', ''];
    this.#page.commit({ form });
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const index = FORMS.indexOf(this.#page.state.form as FormName);
    const target = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[event.key];
    // A key with a modifier belongs to the browser: Alt with an arrow goes back.
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const form = FORMS.at(target % FORMS.length)!;
    this.#choose(form);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#tab-${form}`)!.focus();
  };
}
