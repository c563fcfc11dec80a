import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Feed, Quote } from '../../../src/feed.js';
import { itemView } from '../../../src/view/item-view.js';
import { messagesFor } from '../../../src/i18n/index.js';
import { consistent, toItem } from '../../support/fixtures/consistent.js';
import { mutate, mutation, odd, validFeed } from '../../support/fixtures/odd.js';
import { parse, parseOne } from '../../support/fixtures/parse-helpers.js';

// Mutation testing runs this many times over, with fewer samples each.
const RUNS = Number(process.env.PROPERTY_RUNS ?? 50_000);
const runs = (percent: number): { numRuns: number } => ({ numRuns: Math.ceil((RUNS * percent) / 100) });
const TIMEOUT = 300_000;

/** Throws where a condition is false. Some million calls of `expect` would take minutes. */
function check(condition: boolean, message: string, value: unknown): void {
  if (!condition) throw new Error(`${message}: ${JSON.stringify(value)}`);
}

const isFiniteOrNull = (value: number | null): boolean =>
  value === null || (Number.isFinite(value) && !Object.is(value, -0));

function checkNumbers(feed: Feed): void {
  check(isFiniteOrNull(feed.generatedAt) && isFiniteOrNull(feed.ttl), 'a number of the envelope', feed);
  check(typeof feed.delay !== 'number' || isFiniteOrNull(feed.delay), 'the delay of the envelope', feed);
  for (const quote of feed.quotes) {
    const { price, change, changePercent, previousClose, decimals, per, asOf, trend, delay } = quote;
    const numbers = [price, change, changePercent, previousClose, decimals, per, asOf, ...trend];
    check(numbers.every(isFiniteOrNull) && (typeof delay !== 'number' || isFiniteOrNull(delay)), 'a number', quote);
    check(price !== null || (change === null && changePercent === null), 'a change without a price', quote);
  }
}

/** Checks that the signs of a quote agree with its direction. */
function checkDirection(quote: Quote, hasWord: boolean): void {
  const { change, changePercent, direction } = quote;
  const signs = [change, changePercent].filter((value) => value !== null).map(Math.sign);
  if (direction === 'up') check(!signs.includes(-1), 'a rise with a minus', quote);
  if (direction === 'down') check(!signs.includes(1), 'a fall with a plus', quote);
  if (direction === 'flat')
    check(
      signs.every((sign) => sign === 0),
      'a change beside the direction flat',
      quote,
    );
  if (direction === null) check(!signs.length, 'a change without a direction', quote);
  else check(signs.length > 0 || hasWord, 'a direction without a reason', quote);
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
  check(!FORBIDDEN[arrow as keyof typeof FORBIDDEN].test(change + percent), 'an arrow beside another sign', view);
  const printed = [price, change, percent, spoken, ...reservedText].join(' ');
  check(!/NaN|∞|Infinity|undefined|null|object/.test(printed), 'a text that is not for readers', view);
  check(view.name !== '' && view.id !== '', 'no name', view);
}

/** Whether a value may give a direction by a word: an object, or a text that is more than a number. */
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
// Numbers so near to zero that rounding may change their sign.
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

describe('any payload', () => {
  test(
    'does not make the parser throw; every number is finite, and every direction has a reason',
    () => {
      fc.assert(
        fc.property(fc.oneof(fc.jsonValue(), odd, oddFeed, oddFeed, oddFeed), (payload) => {
          const feed = parse(payload);
          checkNumbers(feed);
          const rows = Object((payload as { items?: unknown } | null)?.items ?? payload) as Record<string, unknown>[];
          for (const quote of feed.quotes) {
            // A word gives a direction in any field for a direction, limit or number.
            const names = ['direction', 'limit', 'price', 'change', 'changePercent'];
            const hasWord = [...rows].some((row) => names.some((name) => mayBeWord(Object(row)[name])));
            checkDirection(quote, hasWord);
            checkPrint(quote);
          }
          check(feed.quotes.length > 0 || feed.rules.some((rule) => rule.endsWith('refused')), 'an empty feed', feed);
        }),
        runs(30),
      );
    },
    TIMEOUT,
  );
});

describe('one wrong value in a good feed', () => {
  test(
    'does not make the parser throw; no printed item contradicts itself, and the other items stay unchanged',
    () => {
      fc.assert(
        fc.property(validFeed, mutation, (good, change) => {
          const { feed: bad, path } = mutate(good, change);
          const before = parse(good);
          const after = parse(bad);
          checkNumbers(after);
          after.quotes.forEach((quote) => {
            checkDirection(quote, true);
            checkPrint(quote);
          });
          // A wrong value in the envelope may change every item.
          if (path[0] !== 'items' || path.length < 2) return;
          const found = new Map(after.quotes.map((quote) => [quote.id, quote]));
          before.quotes.forEach((quote, index) => {
            if (index === path[1]) return;
            const same = JSON.stringify(found.get(quote.id)) === JSON.stringify(quote);
            check(same, 'another item has changed', [quote, found.get(quote.id)]);
          });
        }),
        runs(40),
      );
    },
    TIMEOUT,
  );
});

describe('a correct quote', () => {
  test(
    'is shown as given, without an issue',
    () => {
      fc.assert(
        fc.property(consistent, (sample) => {
          const { price, change, percent, given } = sample;
          const { quote, rules } = parseOne(toItem(sample));
          check(rules.length === 0, 'an issue', rules);
          check(quote.price === price.toNumber(), 'the price', quote);
          check(!given.change || quote.change === (change.toNumber() || 0), 'the change', quote);
          check(!given.changePercent || quote.changePercent === (percent.toNumber() || 0), 'the percent', quote);
          checkNumbers(parse([toItem(sample)]));
          checkPrint(quote);
        }),
        runs(20),
      );
    },
    TIMEOUT,
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
        // A percent that rounds to 0.00 gives no direction, so these are left out unless there is a change.
        fc.property(
          consistent.filter(({ change, percent, given }) => change.isZero() || !percent.isZero() || given.change),
          fc.nat(100),
          (sample, pick) => {
            const tokens = sample.change.isZero() ? FLAT : sample.change.isNegative() ? DOWN : UP;
            const withWord = { more: { direction: tokens[pick % tokens.length] } };
            const { given } = sample;
            const signed = parseOne(toItem(sample)).quote;
            // Where no number gives the direction, only the word does.
            const isWordAlone = !given.change && !given.changePercent && !given.previousClose;
            const expected = isWordAlone
              ? { ...signed, direction: parseOne(toItem(sample, withWord)).quote.direction }
              : signed;
            for (const unsigned of [true, false]) {
              const { quote, rules } = parseOne(
                toItem({ ...sample, as: unsigned ? 'text' : sample.as }, { ...withWord, unsigned }),
              );
              check(rules.length === 0, 'an issue', rules);
              // Some of the words also name a limit.
              const same = JSON.stringify({ ...quote, limit: null }) === JSON.stringify({ ...expected, limit: null });
              check(same, 'another quote', [quote, expected]);
            }
          },
        ),
        runs(10),
      );
    },
    TIMEOUT,
  );

  test('may have any of these words: each is known', () => {
    const directionOf = (direction: unknown) => parseOne({ direction }).quote.direction;
    expect(UP.map(directionOf)).toEqual(UP.map(() => 'up'));
    expect(DOWN.map(directionOf)).toEqual(DOWN.map(() => 'down'));
    expect(FLAT.map(directionOf)).toEqual(FLAT.map(() => 'flat'));
  });
});
