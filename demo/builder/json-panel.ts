import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { OwnJson } from './own-json.js';
import type { Page } from './page.js';
import { readingView } from './reading-view.js';
import { ADAPTERS, isMapping } from './state.js';
import type { Reading } from './suggest-readings.js';

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

/** The panel for the publisher's own JSON: shows what a strip reads from it, and suggests the adapter that reads it best. */
export function jsonPanel(page: Page, own: OwnJson): TemplateResult {
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
        .value=${live(own.text)}
        @input=${({ target }: Event) => {
          own.text = (target as HTMLTextAreaElement).value;
        }}
      ></textarea>
      <p class="hint" id="own-hint">${messages.jsonHint}</p>
    </div>
    <p class="tools">
      <button type="button" class="main" @click=${() => void own.read()}>${messages.jsonRead}</button>
      <button
        type="button"
        @click=${() => {
          own.text = EXAMPLE;
          void own.read();
        }}
      >
        ${messages.jsonExample}
      </button>
    </p>
    <p class="wrong" id="own-trouble" role="status">${own.isLoading ? messages.jsonLoading : own.failure?.()}</p>
    ${own.reading ? readingTemplate(page, own, own.reading) : nothing}
  </fieldset>`;
}

function readingTemplate(page: Page, own: OwnJson, current: Reading): TemplateResult {
  const { messages, language } = page;
  const { quotes } = current.feed;
  const suggested = own.readings.map(({ adapter }) => adapter);
  const adapters = [...suggested, ...ADAPTERS.filter((name) => !suggested.includes(name))];
  const counts = messages.jsonCounts(
    quotes.length,
    quotes.filter(({ price }) => price !== null).length,
    quotes.filter(({ direction }) => direction !== null).length,
  );
  return html`<div class="field">
      <label for="own-way">${messages.jsonAdapters}</label>
      <select
        id="own-way"
        autocomplete="off"
        .value=${live(current.adapter)}
        @change=${({ target }: Event) => own.choose((target as HTMLSelectElement).value)}
      >
        ${adapters.map(
          (name) =>
            html`<option value=${name} ?selected=${name === current.adapter}>
              ${messages.adapters[name as 'paths']}${name === suggested[0] ? ` (${messages.jsonSuggested})` : ''}
            </option>`,
        )}
      </select>
      <p class="hint">${counts}</p>
    </div>
    ${current.adapter === 'canonical' ? nothing : mappingField(page, own)}
    <div class="reading">${readingView(current, messages, language)}</div>
    <p class="tools">
      <button type="button" class="main" ?disabled=${!own.isUnused} @click=${own.use}>${messages.jsonUse}</button>
    </p>
    <p class="hint" role="status">${own.isInUse ? messages.jsonUsed : nothing}</p>`;
}

function mappingField({ messages }: Page, own: OwnJson): TemplateResult {
  const isInvalid = !isMapping(own.draft);
  return html`<div class="field">
    <label for="own-paths">${messages.paths}</label>
    <textarea
      id="own-paths"
      rows="9"
      spellcheck="false"
      autocomplete="off"
      aria-describedby="own-paths-hint own-paths-wrong"
      aria-invalid=${isInvalid ? 'true' : nothing}
      .value=${live(own.draft)}
      @input=${({ target }: Event) => own.edit((target as HTMLTextAreaElement).value)}
    ></textarea>
    <p class="hint" id="own-paths-hint">${messages.pathsHint}</p>
    <p class="wrong" id="own-paths-wrong" role="status">${isInvalid ? messages.invalid.mapping : nothing}</p>
    ${
      own.isEdited
        ? html`<p class="tools">
            <button type="button" @click=${() => own.restoreSuggestion()}>${messages.jsonSuggest}</button>
          </p>`
        : nothing
    }
  </div>`;
}
