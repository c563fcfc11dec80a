import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BROKER_CODES } from '../../../src/adapters/direction-codes.js';
import { pathsOf, type Mapping } from '../../../src/adapters/paths.js';
import { parseFeed } from '../../../src/feed.js';
import { itemView } from '../../../src/view/item-view.js';
import { messagesFor } from '../../../src/i18n/index.js';

const page = readFileSync('docs/adapters.md', 'utf8');
const [, aboutMappings] = /^(## A mapping for any JSON$[^]*)^## Mappings for market data vendors$/m.exec(page)!;

/**
 * The samples that have a result, by heading: a payload, its mapping, and the lines and issues that the page prints for
 * them.
 */
const recipes = aboutMappings!
  .split(/^#+ /m)
  .slice(1)
  .map((section) => ({
    title: section.slice(0, section.indexOf('\n')),
    samples: [...section.matchAll(/```(.+)\n([\s\S]*?)```/g)].map(([, kind, text]) => ({ kind: kind!, text: text! })),
  }))
  .filter(({ samples }) => samples.some(({ kind }) => kind.startsWith('text')));

const NOW = Date.parse('2027-03-10T16:00:00+09:00');

/** Returns the lines that the strip would show for a payload, and its issues. */
const render = (payload: unknown, mapping: Mapping, language: string) => {
  const { quotes, issues } = parseFeed(payload, {
    adapter: pathsOf(mapping),
    now: NOW,
  });
  return {
    rows: quotes.map((quote) => {
      const { name, price, arrow, change, percent } = itemView(quote, language, messagesFor(language));
      return [name, price, arrow, change, percent].filter(Boolean).join(' ');
    }),
    issues: issues.map(({ path, rule, action, value }) => `${path} ${rule} ${action}: ${JSON.stringify(value)}`),
  };
};

test('the page has a recipe for every key of a mapping', () => {
  expect(recipes.map(({ title }) => title)).toEqual([
    'A mapping for any JSON',
    'Several lists',
    'Several quotes in one object',
    'A flat object',
    'The last element',
    'The newest row',
    'Rows to leave out',
    'A percent in hundredths',
    'A percent that is a fraction',
    'A decimal comma',
    'A date and a time in two fields',
    'A sign in a field of its own',
    'Direction codes',
    'Places in arrays',
    'Names in several languages',
    'Mistakes in a mapping',
  ]);
});

describe.each(recipes)('$title', ({ samples: [answer, mapping, ...outcomes] }) => {
  const payload: unknown = JSON.parse(answer!.text);
  const attribute = /paths='([^']*)'/.exec(mapping!.text)?.[1];
  const paths = JSON.parse(attribute ?? mapping!.text) as Mapping;

  test('shows the lines that the page prints', () => {
    const texts = outcomes.filter(({ kind }) => kind.startsWith('text') && kind !== 'text issues');
    expect(texts.length).toBeGreaterThan(0);
    for (const { kind, text } of texts) {
      const language = kind.split(' ')[1] ?? 'en';
      expect(render(payload, paths, language).rows).toEqual(text.trim().split('\n'));
    }
  });

  test('reports the issues that the page prints', () => {
    const reported =
      outcomes
        .find(({ kind }) => kind === 'text issues')
        ?.text.trim()
        .split('\n') ?? [];
    expect(render(payload, paths, 'en').issues.sort()).toEqual(reported.sort());
  });
});

test('every link inside the page leads to a heading', () => {
  const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(' ', '-')
      .replace(/[^\w-]/g, ''),
  );
  for (const [, anchor] of page.matchAll(/\]\(#(.*?)\)/g)) expect(headings).toContain(anchor);
});

test('a date and a time in two fields give the time that the page states', () => {
  const { samples } = recipes.find(({ title }) => title === 'A date and a time in two fields')!;
  const [payload, mapping] = samples.map(({ kind, text }): unknown => (kind === 'json' ? JSON.parse(text) : undefined));
  const [quote] = parseFeed(payload, { adapter: pathsOf(mapping as Mapping), now: NOW }).quotes;
  expect(quote!.asOf).toBe(Date.parse('2027-03-10T15:30:00+09:00'));
});

test('the words for the brokers give each code the meaning that their adapters give it', () => {
  const { samples } = recipes.find(({ title }) => title === 'Direction codes')!;
  const { words } = JSON.parse(samples.find(({ kind }) => kind === 'json words')!.text) as Mapping;
  expect(words).toEqual({ direction: BROKER_CODES });
});

test('with a code that the mapping does not explain, only the prices are shown', () => {
  const [answer, mapping] = recipes.find(({ title }) => title === 'Direction codes')!.samples;
  const { words: _, ...paths } = JSON.parse(mapping!.text) as Mapping;
  const { rows, issues } = render(JSON.parse(answer!.text), paths, 'en');
  expect(rows.map((row) => row.replaceAll(' –', ''))).toEqual(['KOSPI 3,166.05', 'KOSDAQ 802.11']);
  expect(issues).toContain('output[0].direction unreadable dropped: "2"');
});
