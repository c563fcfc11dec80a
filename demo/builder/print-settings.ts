import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { choiceField, textField } from './form-fields.js';
import type { Page } from './page.js';
import { ITEM_FIELDS, parseWords, type ItemField } from './state.js';

/** The time zones of large markets, as suggestions. */
const TIME_ZONES = [
  'Asia/Seoul',
  'Asia/Tokyo',
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Singapore',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'UTC',
];

/** The settings of what an item shows, and how. */
export function printSettings(page: Page): TemplateResult {
  const { messages } = page;
  return html`<fieldset class="group">
    <legend>${messages.fields}</legend>
    <p class="hint">${messages.fieldsHint}</p>
    <div class="checks">${ITEM_FIELDS.map((field) => fieldBox(page, field))}</div>
    ${choiceField(page, 'signs', messages.signs, messages.signsOf)}
    ${textField(page, 'time-zone', {
      label: messages.timeZone,
      hint: messages.timeZoneHint,
      error: messages.invalid.timeZone,
      suggestions: TIME_ZONES,
    })}
  </fieldset>`;
}

function fieldBox(page: Page, field: ItemField): TemplateResult {
  const { state, messages } = page;
  const chosen = state.fields ? parseWords(state.fields) : ITEM_FIELDS;
  const isChosen = (chosen as readonly string[]).includes(field);
  const toggle = (): void => {
    const next = ITEM_FIELDS.filter((one) => (one === field) !== (chosen as readonly string[]).includes(one));
    // The last one stays, because an empty list would show all.
    if (next.length) page.commit({ fields: next.length === ITEM_FIELDS.length ? '' : next.join(' ') });
    else page.redraw();
  };
  return html`<label class="check">
    <input
      type="checkbox"
      name="fields"
      value=${field}
      autocomplete="off"
      .checked=${live(isChosen)}
      @change=${toggle}
    />
    ${messages.fieldNames[field]}
  </label>`;
}
