import { html, nothing, type TemplateResult } from 'lit';
import type { Issue, Quote } from 'market-ticker/feed.js';
import { quoteName } from './chosen-feed.js';
import type { Reading } from './suggest-readings.js';
import type { Warning } from './warnings.js';
import type { PageLanguage, Messages } from './messages.js';

const MAX_SHOWN = 12;

/** A date alone is told by midnight in UTC, and has no time of the day. */
function timeText(asOf: number, language: PageLanguage): string {
  const alone = asOf % 86_400_000 === 0;
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    ...(alone ? { timeZone: 'UTC' } : { timeStyle: 'long' }),
  }).format(asOf);
}

function quoteView(quote: Quote, words: Messages, language: PageLanguage): TemplateResult {
  const number = (
    value: number | null,
    decimals: number,
    remainder: Intl.NumberFormatOptions = {},
  ): string | undefined =>
    value === null
      ? undefined
      : new Intl.NumberFormat(language, {
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals,
          ...remainder,
        })
          .format(value)
          .replace('-', '−');
  const { price, change, changePercent, direction, limit, asOf, id } = quote;
  const decimals = quote.decimals ?? 2;
  const percent = number(changePercent, 2, { signDisplay: 'exceptZero' });
  const values: Readonly<Record<keyof Messages['readAs'], string | undefined>> = {
    price: number(price, decimals),
    change: number(change, decimals, { signDisplay: 'exceptZero' }),
    percent: percent && `${percent}%`,
    direction: limit ? words.limits[limit] : direction ? words.directions[direction] : undefined,
    time: asOf === null ? undefined : timeText(asOf, language),
  };
  const name = quoteName(quote, language);
  return html`<li>
    <p class="who">${name} ${name === id ? nothing : html`<code>${id}</code>`}</p>
    <dl>
      ${Object.entries(values).map(
        ([field, value]) =>
          html`<div class="of-${field}">
            <dt>${words.readAs[field as keyof Messages['readAs']]}</dt>
            <dd class=${value === undefined ? 'none' : nothing}>${value ?? words.missing}</dd>
          </div>`,
      )}
    </dl>
  </li>`;
}

/** As it stood in the feed, short enough for a line. */
function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? '–';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function issueView({ path, value, rule, action }: Issue, words: Messages): TemplateResult {
  const sentence = (words.rules as Readonly<Record<string, string>>)[rule] ?? words.otherRule(rule);
  // What became of an item is no news about a mapping.
  const isOfMapping = rule === 'wrong-mapping' || rule === 'not-found';
  const isTime = rule === 'unreadable' && /(^|\.)(asOf|generatedAt)$/.test(path);
  return html`<li>
    <p><code>${path || words.whole}</code> <code class="value">${shortJson(value)}</code></p>
    <p>${sentence} ${isTime ? words.zoneNeeded : nothing} ${isOfMapping ? nothing : words.actions[action]}</p>
  </li>`;
}

/** What a mapping has to say about codes, with their meanings left open. */
function wordsTemplate({ values }: Warning): string {
  const words = values.map((code) => `${JSON.stringify(String(code).trim())}: "…"`).sort();
  return `"words": {"direction": {${words.join(', ')}}}`;
}

function warningView(warning: Warning, words: Messages): TemplateResult {
  const { kind, path, values } = warning;
  const examples = values.slice(0, 3).map((value) => html` <code class="value">${shortJson(value)}</code>`);
  return html`<li>
    <p><code>${path || words.whole}</code>${examples}</p>
    <p>${words.warnings[kind]}</p>
    ${kind === 'codes' ? html`<p><code>${wordsTemplate(warning)}</code></p>` : nothing}
  </li>`;
}

/** What the tag reads from a feed, item by item; what it has to remark, and before that what it may have missed. */
export function readingView({ feed, warnings }: Reading, words: Messages, language: PageLanguage): TemplateResult {
  const { quotes, issues } = feed;
  const more = (count: number): unknown =>
    count > MAX_SHOWN ? html`<p class="hint">${words.ownMore(count - MAX_SHOWN)}</p>` : nothing;
  return html`${
      warnings.length
        ? html`<div class="notice">
            <h3>${words.warnings.title(warnings.length)}</h3>
            <ul class="warnings" role="list">
              ${warnings.slice(0, MAX_SHOWN).map((warning) => warningView(warning, words))}
            </ul>
            ${more(warnings.length)}
          </div>`
        : nothing
    }
    <h3>${words.ownItems(quotes.length)}</h3>
    <ul class="read" role="list">
      ${quotes.slice(0, MAX_SHOWN).map((quote) => quoteView(quote, words, language))}
    </ul>
    ${more(quotes.length)}
    ${
      issues.length
        ? html`<h3>${words.ownIssues(issues.length)}</h3>
            <ul class="issues" role="list">
              ${issues.slice(0, MAX_SHOWN).map((issue) => issueView(issue, words))}
            </ul>
            ${more(issues.length)}`
        : warnings.length
          ? nothing
          : html`<p class="hint">${words.ownNoIssues}</p>`
    }`;
}
