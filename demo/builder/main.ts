import 'market-ticker';
import { html, nothing, render, type TemplateResult } from 'lit';
import * as cdn from 'virtual:cdn-files';
import { ChosenFeed } from './chosen-feed.js';
import { forgetTyped } from './form-fields.js';
import { OwnJson } from './json-panel.js';
import type { Page } from './page.js';
import { Paste } from './code-panel.js';
import { colourSettings, feedSettings, lookSettings } from './settings.js';
import { Stages } from './stages.js';
import { DEFAULTS, write } from './state.js';
import { Store } from './store.js';
import { SymbolList } from './symbol-list.js';
import { LANGUAGES_OF_PAGE, pageLanguage, wordsIn, type PageLanguage } from './messages.js';

const root = document.querySelector<HTMLElement>('#page')!;
const store = new Store(draw, forgetTyped);

const page: Page = {
  get state() {
    return store.state;
  },
  get words() {
    return wordsIn(page.language);
  },
  get language() {
    return pageLanguage(store.state.ui);
  },
  cdn,
  preview: (patch) => store.preview(patch),
  commit: (patch) => store.commit(patch),
  changed: draw,
};

const feed = new ChosenFeed(page);
const stages = new Stages(page);
const symbols = new SymbolList(page, feed);
const own = new OwnJson(page);
const paste = new Paste(page);

const NAMES: Record<PageLanguage, string> = { en: 'English', ko: '한국어' };

function masthead(): TemplateResult {
  const { words, language, state } = page;
  const languages = Object.keys(LANGUAGES_OF_PAGE) as PageLanguage[];
  const link = (href: string, text: string, current = false): TemplateResult =>
    html`<li><a href=${href} aria-current=${current ? 'page' : nothing}>${text}</a></li>`;
  return html`<a class="skip" href="#settings" @click=${skip}>${words.skip}</a>
    <header class="bar">
      <div class="wrap">
        <p class="wordmark">
          <img src="./seal.svg" width="40" height="40" alt="" /><a href="./index.html">${words.site}</a>
        </p>
        <nav aria-label=${words.pages}>
          <ul>
            ${link('./index.html', words.front)} ${link('./builder.html', words.builder, true)}
            ${link('./faults.html', words.faults)}
          </ul>
        </nav>
        <nav class="languages" aria-label=${words.language}>
          <ul>
            ${languages.map(
              (name) =>
                html`<li>
                  <a
                    href="#${write({ ...state, ui: name })}"
                    @click=${(event: Event) => {
                      event.preventDefault();
                      page.commit({ ui: name });
                    }}
                    lang=${name}
                    hreflang=${name}
                    aria-current=${name === language ? 'true' : nothing}
                    >${NAMES[name]}</a
                  >
                </li>`,
            )}
          </ul>
        </nav>
      </div>
    </header>`;
}

function template(): TemplateResult {
  const { words } = page;
  const startOver = (): void => {
    forgetTyped();
    page.commit({ ...DEFAULTS, ui: page.state.ui });
  };
  return html`${masthead()}
    <main class="wrap">
      <header class="head">
        <h1>${words.title}</h1>
        <p class="lead">${words.lead}</p>
      </header>
      <div class="bench">
        ${stages.template()}
        <section class="settings" id="settings" tabindex="-1" aria-labelledby="settings-title">
          <div class="settings-head">
            <h2 id="settings-title">${words.settings}</h2>
            <button type="button" @click=${startOver}>${words.startOver}</button>
          </div>
          ${feedSettings(page, feed)} ${own.template()} ${symbols.template()} ${lookSettings(page)}
          ${colourSettings(page, stages)}
        </section>
      </div>
      ${paste.template()}
    </main>
    <footer class="colophon wrap"><p>${words.colophon}</p></footer>`;
}

/** What stands after `#` is the state: a way within the page must not replace it. */
function skip(event: Event): void {
  event.preventDefault();
  root.querySelector<HTMLElement>('#settings')!.focus();
}

function draw(): void {
  feed.follow();
  const { language, words } = page;
  document.documentElement.lang = language;
  document.title = `${words.title} – market-ticker`;
  render(template(), root);
  void stages.drawn(root);
}

root.replaceChildren();
draw();
