import 'market-ticker';
import { html, nothing, render, type TemplateResult } from 'lit';
import * as cdn from 'virtual:cdn-files';
import { ChosenFeed } from './chosen-feed.js';
import { discardDrafts } from './form-fields.js';
import { jsonPanel } from './json-panel.js';
import { OwnJson } from './own-json.js';
import type { Page } from './page.js';
import { CodePanel } from './code-panel.js';
import { printSettings } from './print-settings.js';
import { colourSettings, feedSettings, lookSettings } from './settings.js';
import { Stages } from './stages.js';
import { DEFAULTS, formatHash } from './state.js';
import { Store } from './store.js';
import { SymbolList } from './symbol-list.js';
import { PAGE_LANGUAGES, choosePageLanguage, messagesIn, type PageLanguage } from './messages.js';

const root = document.querySelector<HTMLElement>('#page')!;
const store = new Store(draw, discardDrafts);

const page: Page = {
  get state() {
    return store.state;
  },
  get messages() {
    return messagesIn(page.language);
  },
  get language() {
    return choosePageLanguage(store.state.ui);
  },
  cdn,
  preview: (patch) => store.preview(patch),
  commit: (patch) => store.commit(patch),
  redraw: draw,
};

const feed = new ChosenFeed(page);
const stages = new Stages(page);
const symbols = new SymbolList(page, feed);
const own = new OwnJson(page);
const paste = new CodePanel(page, feed, own);

const LANGUAGE_NAMES: Record<PageLanguage, string> = { en: 'English', ko: '한국어' };
/** The demo's other pages in each language. */
const OTHER_PAGES: Record<PageLanguage, { front: string; faults: string }> = {
  en: { front: './index.html', faults: './faults.html' },
  ko: { front: './ko.html', faults: './faults-ko.html' },
};

// The built demo has the picture under a name with a hash.
const seal = new URL('../seal.svg', import.meta.url).href;

function masthead(): TemplateResult {
  const { messages, language, state } = page;
  const languages = Object.keys(PAGE_LANGUAGES) as PageLanguage[];
  const { front, faults } = OTHER_PAGES[language];
  const link = (href: string, text: string, current = false): TemplateResult =>
    html`<li><a href=${href} aria-current=${current ? 'page' : nothing}>${text}</a></li>`;
  return html`<a class="skip" href="#settings" @click=${skipToSettings}>${messages.skip}</a>
    <header class="bar">
      <div class="wrap">
        <p class="wordmark"><img src=${seal} width="40" height="40" alt="" /><a href=${front}>${messages.site}</a></p>
        <nav aria-label=${messages.pages}>
          <ul>
            ${link(front, messages.front)} ${link('./builder.html', messages.builder, true)}
            ${link(faults, messages.faults)}
          </ul>
        </nav>
        <nav class="languages" aria-label=${messages.language}>
          <ul>
            ${languages.map(
              (name) =>
                html`<li>
                  <a
                    href="#${formatHash({ ...state, ui: name })}"
                    @click=${(event: Event) => {
                      event.preventDefault();
                      page.commit({ ui: name });
                    }}
                    lang=${name}
                    hreflang=${name}
                    aria-current=${name === language ? 'true' : nothing}
                    >${LANGUAGE_NAMES[name]}</a
                  >
                </li>`,
            )}
          </ul>
        </nav>
      </div>
    </header>`;
}

function template(): TemplateResult {
  const { messages } = page;
  const startOver = (): void => {
    discardDrafts();
    page.commit({ ...DEFAULTS, ui: page.state.ui });
  };
  return html`${masthead()}
    <main class="wrap">
      <header class="head">
        <h1>${messages.title}</h1>
        <p class="lead">${messages.lead}</p>
      </header>
      <div class="bench">
        ${stages.template()}
        <section class="settings" id="settings" tabindex="-1" aria-labelledby="settings-title">
          <div class="settings-head">
            <h2 id="settings-title">${messages.settings}</h2>
            <button type="button" @click=${startOver}>${messages.startOver}</button>
          </div>
          ${feedSettings(page, feed)} ${jsonPanel(page, own)} ${symbols.template()} ${printSettings(page)}
          ${lookSettings(page)} ${colourSettings(page, stages)}
        </section>
      </div>
      ${paste.template()}
    </main>
    <footer class="colophon wrap"><p>${messages.colophon}</p></footer>`;
}

/** Moves the focus by script, because the link's `#settings` would replace the state in the address. */
function skipToSettings(event: Event): void {
  event.preventDefault();
  root.querySelector<HTMLElement>('#settings')!.focus();
}

function draw(): void {
  feed.update();
  own.follow();
  const { language, messages } = page;
  document.documentElement.lang = language;
  document.title = `${messages.title} – market-ticker`;
  render(template(), root);
  void stages.afterRender(root);
}

root.replaceChildren();
own.restore();
draw();
