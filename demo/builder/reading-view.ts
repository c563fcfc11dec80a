import { html, nothing, type TemplateResult } from 'lit';
import type { Issue, Quote } from 'market-ticker/feed.js';
import { quoteName } from './chosen-feed.js';
import { missingParts } from './missing-parts.js';
import type { Reading } from './suggest-readings.js';
import type { Warning } from './warnings.js';
import type { Messages } from './messages-type.js';
import type { PageLanguage } from './messages.js';

const MAX_SHOWN = 12;

/** Formats a time. Midnight in UTC stands for a date without a time of day. */
function timeText(asOf: number, language: PageLanguage): string {
  const isDateOnly = asOf % 86_400_000 === 0;
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    ...(isDateOnly ? { timeZone: 'UTC' } : { timeStyle: 'long' }),
  }).format(asOf);
}

function quoteView(quote: Quote, messages: Messages, language: PageLanguage): TemplateResult {
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
    direction: limit ? messages.limits[limit] : direction ? messages.directions[direction] : undefined,
    time: asOf === null ? undefined : timeText(asOf, language),
  };
  const name = quoteName(quote, language);
  return html`<li>
    <p class="who">${name} ${name === id ? nothing : html`<code>${id}</code>`}</p>
    <dl>
      ${Object.entries(values).map(
        ([field, value]) =>
          html`<div class="of-${field}">
            <dt>${messages.readAs[field as keyof Messages['readAs']]}</dt>
            <dd class=${value === undefined ? 'none' : nothing}>${value ?? messages.missing}</dd>
          </div>`,
      )}
    </dl>
  </li>`;
}

/** Returns a value as JSON, cut to 60 characters. */
function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? '–';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function issueView({ path, value, rule, action }: Issue, messages: Messages): TemplateResult {
  const sentence = (messages.rules as Readonly<Record<string, string>>)[rule] ?? messages.otherRule(rule);
  // An issue of the mapping concerns no item, so it has no action to name.
  const isOfMapping = rule === 'wrong-mapping' || rule === 'not-found';
  const isTime = rule === 'unreadable' && /(^|\.)(asOf|generatedAt)$/.test(path);
  return html`<li>
    <p><code>${path || messages.wholeFeed}</code> <code class="value">${shortJson(value)}</code></p>
    <p>${sentence} ${isTime ? messages.zoneNeeded : nothing} ${isOfMapping ? nothing : messages.actions[action]}</p>
  </li>`;
}

/** Returns the `words` that a mapping needs for unexplained codes, with the meanings left open. */
function wordsTemplate({ values }: Warning): string {
  const words = values.map((code) => `${JSON.stringify(String(code).trim())}: "…"`).sort();
  return `"words": {"direction": {${words.join(', ')}}}`;
}

function warningView(warning: Warning, messages: Messages): TemplateResult {
  const { kind, path, values } = warning;
  const examples = values.slice(0, 3).map((value) => html` <code class="value">${shortJson(value)}</code>`);
  return html`<li>
    <p><code>${path || messages.wholeFeed}</code>${examples}</p>
    <p>${messages.warnings[kind]}</p>
    ${kind === 'codes' ? html`<p><code>${wordsTemplate(warning)}</code></p>` : nothing}
  </li>`;
}

/**
 * Renders what the tag reads from a feed: first the warnings about unused fields, then the items, what all of them lack, and the
 * issues.
 */
export function readingView(reading: Reading, messages: Messages, language: PageLanguage): TemplateResult {
  const { feed, warnings } = reading;
  const { quotes, issues } = feed;
  const missing = missingParts(reading);
  const more = (count: number): unknown =>
    count > MAX_SHOWN ? html`<p class="hint">${messages.more(count - MAX_SHOWN)}</p>` : nothing;
  return html`${
      warnings.length
        ? html`<div class="notice">
            <h3>${messages.warnings.title(warnings.length)}</h3>
            <ul class="warnings" role="list">
              ${warnings.slice(0, MAX_SHOWN).map((warning) => warningView(warning, messages))}
            </ul>
            ${more(warnings.length)}
          </div>`
        : nothing
    }
    <h3>${messages.itemsRead(quotes.length)}</h3>
    <ul class="read" role="list">
      ${quotes.slice(0, MAX_SHOWN).map((quote) => quoteView(quote, messages, language))}
    </ul>
    ${more(quotes.length)} ${missing.map((part) => html`<p class="notice">${messages.missingParts[part]}</p>`)}
    ${
      issues.length
        ? html`<h3>${messages.issuesFound(issues.length)}</h3>
            <ul class="issues" role="list">
              ${issues.slice(0, MAX_SHOWN).map((issue) => issueView(issue, messages))}
            </ul>
            ${more(issues.length)}`
        : warnings.length || missing.includes('change')
          ? nothing
          : html`<p class="hint">${messages.noIssues}</p>`
    }`;
}
