import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Feed, Quote } from '../../../src/feed.js';
import { itemView } from '../../../src/view/item-view.js';
import { messagesFor } from '../../../src/i18n/index.js';
import { consistent, itemOf } from '../../support/fixtures/consistent.js';
import { mutate, mutation, odd, wellFeed } from '../../support/fixtures/odd.js';
import { read, readOne } from '../../support/fixtures/reading.js';

// Mutation testing asks for fewer, being many times the same.
const RUNS = Number(process.env.PROPERTY_RUNS ?? 100_000);
const runs = (percent: number): { numRuns: number } => ({ numRuns: Math.ceil((RUNS * percent) / 100) });
const PATIENCE = 300_000;

/** Bare comparisons: some million calls of `expect` would take minutes. */
function hold(condition: boolean, what: string, value: unknown): void {
  if (!condition) throw new Error(`${what}: ${JSON.stringify(value)}`);
}

const finite = (value: number | null): boolean => value === null || (Number.isFinite(value) && !Object.is(value, -0));

function checkNumbers(feed: Feed): void {
  hold(finite(feed.generatedAt) && finite(feed.ttl), 'a number of the envelope', feed);
  hold(typeof feed.delay !== 'number' || finite(feed.delay), 'the delay of the envelope', feed);
  for (const quote of feed.quotes) {
    const { price, change, changePercent, previousClose, decimals, per, asOf, trend, delay } = quote;
    const numbers = [price, change, changePercent, previousClose, decimals, per, asOf, ...trend];
    hold(numbers.every(finite) && (typeof delay !== 'number' || finite(delay)), 'a number', quote);
    hold(price !== null || (change === null && changePercent === null), 'a move of no price', quote);
  }
}

/** The signs of a quote and its direction are one. */
function checkDirection(quote: Quote, told: boolean): void {
  const { change, changePercent, direction } = quote;
  const signs = [change, changePercent].filter((value) => value !== null).map(Math.sign);
  if (direction === 'up') hold(!signs.includes(-1), 'a rise with a minus', quote);
  if (direction === 'down') hold(!signs.includes(1), 'a fall with a plus', quote);
  if (direction === 'flat')
    hold(
      signs.every((sign) => sign === 0),
      'a move that is flat',
      quote,
    );
  if (direction === null) hold(!signs.length, 'a move without direction', quote);
  else hold(signs.length > 0 || told, 'a direction from nowhere', quote);
}

const words = messagesFor('en');
const FORBIDDEN = {
  '▲': /\u2212/,
  '▼': /\+/,
  '–': /[+\u2212]/,
  '': /[+\u2212]/,
};

function checkPrint(quote: Quote): void {
  const view = itemView(quote, 'en', words);
  const { price, arrow, change, percent, spoken, reservedText } = view;
  hold(!FORBIDDEN[arrow as keyof typeof FORBIDDEN].test(change + percent), 'an arrow beside another sign', view);
  const printed = [price, change, percent, spoken, ...reservedText].join(' ');
  hold(!/NaN|∞|Infinity|undefined|null|object/.test(printed), 'no text for readers', view);
  hold(view.name !== '' && view.id !== '', 'no name', view);
}

/** An object may have a word in it, and a text that is more than a number may be one. */
const mayBeWord = (value: unknown): boolean =>
  typeof value === 'string' ? /[^\s\d.,%()-]/.test(value) : typeof value === 'object' && value !== null;

const row = fc.record(
  Object.fromEntries(
    [
      'id',
      'name',
      'kind',
      'change',
      'changePercent',
      'previousClose',
      'direction',
      'decimals',
      'quote',
      'asOf',
      'delay',
    ]
      .concat(['price', 'state', 'url', 'trend', 'source', 'per', 'unit', 'removed'])
      .map((name) => [name, odd]),
  ),
  { requiredKeys: [] },
);
// Numbers so near each other that rounding may turn a sign.
const hundredths = fc
  .tuple(fc.integer({ min: -5, max: 5 }), fc.constantFrom('number', 'text', 'text with plus'))
  .map(([value, as]) => {
    const text = (value / 100).toFixed(2);
    return as === 'number' ? value / 100 : value > 0 && as === 'text with plus' ? `+${text}` : text;
  });
const closeCall = fc.record(
  {
    id: fc.constant('X'),
    kind: fc.constantFrom('index', 'rate', 'commodity', 'other'),
    price: fc.constantFrom(0.01, 0.05, 1, 100, 1000, -0.05, -100),
    change: hundredths,
    changePercent: fc.oneof(hundredths, fc.integer({ min: -150, max: 150 })),
    previousClose: fc.tuple(fc.constantFrom(0.05, 1, 100, 1000), hundredths).map(([at, by]) => at + Number(by)),
    direction: fc.constantFrom('up', 'down', 'flat', '69'),
  },
  { requiredKeys: ['id', 'price'] },
);
const oddFeed = fc.record(
  {
    version: fc.constantFrom(1, '1'),
    generatedAt: odd,
    ttl: odd,
    delay: odd,
    state: odd,
    source: odd,
    items: fc.array(
      fc.oneof(
        closeCall,
        row.map((fields) => ({ id: 'X', price: 100, ...fields })),
        odd,
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['items'] },
);

describe('whatever comes', () => {
  test(
    'nothing throws, every number is finite, and no direction comes from nowhere',
    () => {
      fc.assert(
        fc.property(fc.oneof(fc.jsonValue(), odd, oddFeed, oddFeed, oddFeed), (payload) => {
          const feed = read(payload);
          checkNumbers(feed);
          const rows = Object((payload as { items?: unknown } | null)?.items ?? payload) as Record<string, unknown>[];
          for (const quote of feed.quotes) {
            // A word stands for a direction wherever one or a number can stand.
            const places = ['direction', 'limit', 'price', 'change', 'changePercent'];
            const told = [...rows].some((row) => places.some((name) => mayBeWord(Object(row)[name])));
            checkDirection(quote, told);
            checkPrint(quote);
          }
          hold(feed.quotes.length > 0 || feed.rules.some((rule) => rule.endsWith('refused')), 'an empty feed', feed);
        }),
        runs(30),
      );
    },
    PATIENCE,
  );
});

describe('one value of a good feed goes wrong', () => {
  test(
    'nothing throws, nothing that is printed contradicts itself, and the other items stay as they were',
    () => {
      fc.assert(
        fc.property(wellFeed, mutation, (good, change) => {
          const { feed: bad, path } = mutate(good, change);
          const before = read(good);
          const after = read(bad);
          checkNumbers(after);
          after.quotes.forEach((quote) => {
            checkDirection(quote, true);
            checkPrint(quote);
          });
          // What is wrong in the envelope may be everyone's.
          if (path[0] !== 'items' || path.length < 2) return;
          const found = new Map(after.quotes.map((quote) => [quote.id, quote]));
          before.quotes.forEach((quote, index) => {
            if (index === path[1]) return;
            const same = JSON.stringify(found.get(quote.id)) === JSON.stringify(quote);
            hold(same, 'another item has changed', [quote, found.get(quote.id)]);
          });
        }),
        runs(40),
      );
    },
    PATIENCE,
  );
});

describe('a quote that is right', () => {
  test(
    'is shown as given, and nothing is reported',
    () => {
      fc.assert(
        fc.property(consistent, (sample) => {
          const { price, change, percent, given } = sample;
          const { quote, rules } = readOne(itemOf(sample));
          hold(rules.length === 0, 'an issue', rules);
          hold(quote.price === price.toNumber(), 'the price', quote);
          hold(!given.change || quote.change === (change.toNumber() || 0), 'the change', quote);
          hold(!given.changePercent || quote.changePercent === (percent.toNumber() || 0), 'the percent', quote);
          checkNumbers(read([itemOf(sample)]));
          checkPrint(quote);
        }),
        runs(20),
      );
    },
    PATIENCE,
  );

  const UP = [
    'up',
    'UP',
    'RISE',
    ' rising ',
    'UPPER_LIMIT',
    '상승',
    '▲',
    '⬆\uFE0F',
    '▲ 상승',
    '+',
    { code: '2', name: 'RISING' },
  ];
  const DOWN = [
    'down',
    'Down',
    'FALL',
    'FALLING',
    'lower limit',
    '하락',
    '下跌',
    '▽',
    '🔻',
    { code: '5', text: '하락' },
  ];
  const FLAT = ['flat', 'EVEN', 'UNCHANGED', 'STEADY', '보합', '平盘', { name: 'STEADY' }];

  test(
    'is the same with signs, with a code or word, and with both',
    () => {
      fc.assert(
        // A percent that rounds to 0.00 says nothing of a move: its code stands alone.
        fc.property(
          consistent.filter(({ change, percent, given }) => change.isZero() || !percent.isZero() || given.change),
          fc.nat(100),
          (sample, pick) => {
            const tokens = sample.change.isZero() ? FLAT : sample.change.isNegative() ? DOWN : UP;
            const told = { more: { direction: tokens[pick % tokens.length] } };
            const { given } = sample;
            const signed = readOne(itemOf(sample)).quote;
            // Where no number tells the direction, the word is the only one that does.
            const silent = !given.change && !given.changePercent && !given.previousClose;
            const expected = silent ? { ...signed, direction: readOne(itemOf(sample, told)).quote.direction } : signed;
            for (const unsigned of [true, false]) {
              const { quote, rules } = readOne(
                itemOf({ ...sample, as: unsigned ? 'text' : sample.as }, { ...told, unsigned }),
              );
              hold(rules.length === 0, 'an issue', rules);
              // Some of the words say more: that it is a limit.
              const same = JSON.stringify({ ...quote, limit: null }) === JSON.stringify({ ...expected, limit: null });
              hold(same, 'another quote', [quote, expected]);
            }
          },
        ),
        runs(10),
      );
    },
    PATIENCE,
  );

  test('is told apart by its words: each is known', () => {
    const told = (direction: unknown) => readOne({ direction }).quote.direction;
    expect(UP.map(told)).toEqual(UP.map(() => 'up'));
    expect(DOWN.map(told)).toEqual(DOWN.map(() => 'down'));
    expect(FLAT.map(told)).toEqual(FLAT.map(() => 'flat'));
  });
});
