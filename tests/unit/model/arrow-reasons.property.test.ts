import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Quote } from '../../../src/feed.js';
import { itemView } from '../../../src/view/item-view.js';
import { messagesFor } from '../../../src/i18n/index.js';
import { companion, read } from '../../support/fixtures/reading.js';

// For any feed: an arrow that is printed has a reason that can be read in the payload, and no field beside it that could have told
// the sign, and can't be read. The reasons are known by how each field was made, and not by reading it as the model does.

const RUNS = Number(process.env.PROPERTY_RUNS ?? 100_000);

/** One field of an item, and what a careful person reads in it. */
interface Made {
  /** As it stands in the payload; undefined for a field that is missing. */
  readonly raw: unknown;
  /** `sign` for an explicit one, `plain` for a number without, `number` for a positive JSON number, and so on. */
  readonly as: 'missing' | 'sign' | 'plain' | 'word' | 'unreadable' | 'zero';
  readonly sign: -1 | 0 | 1;
}

const MISSING: Made = { raw: undefined, as: 'missing', sign: 0 };
const UP = [
  'up',
  'RISE',
  '상승',
  '上涨',
  '▲',
  '△',
  '↑',
  ' 🔺 ',
  '상한',
  'UPPER_LIMIT',
  '+',
  { name: 'RISING', code: '2' },
];
const DOWN = ['down', 'FALLING', '하락', '下跌', '▼', '▽', '↓', '⬇\uFE0F', '하한가', 'limit down', { text: '하락' }];
const UNREADABLE = [
  '?',
  '-',
  '\u2212',
  '',
  '5',
  '05',
  ' 2 ',
  '69',
  2,
  0,
  -1,
  'minus?',
  '상승?',
  '▲▼',
  { name: '?' },
  [],
  true,
  {},
];
const UNREADABLE_NUMBERS = [
  '?14.00',
  '14.00?',
  '-',
  '',
  'NA',
  '1.359,00',
  '14.00 원 하락',
  '▲-14.00',
  '(14.00)',
  '0,350',
  '87억',
  [],
  {},
];

const direction: fc.Arbitrary<Made> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(MISSING) },
  fc.constantFrom(...UP).map((raw): Made => ({ raw, as: 'word', sign: 1 })),
  fc.constantFrom(...DOWN).map((raw): Made => ({ raw, as: 'word', sign: -1 })),
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(...UNREADABLE).map((raw): Made => ({ raw, as: 'unreadable', sign: 0 })),
  },
);

/** A number of an amount, written in one of the ways in which feeds write numbers. */
function numberOf(amount: number, places: number): fc.Arbitrary<Made> {
  const text = amount.toFixed(places);
  const as = (made: Made['as'], sign: Made['sign'], ...texts: unknown[]): fc.Arbitrary<Made> =>
    fc.constantFrom(...texts).map((raw): Made => ({ raw, as: made, sign }));
  // Without an amount a sign says nothing; a word or glyph still does.
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(MISSING) },
    as(amount ? 'sign' : 'zero', 1, `+${text}`, `( +${text} )`),
    // A minus before a rounded zero is one, too.
    as('sign', -1, `-${text}`, `−${text}`, -amount),
    as('word', 1, `▲${text}`, `${text} 상승`, `△ ${text}`),
    as('word', -1, `▼ ${text}`, `${text}▽`, `하락 ${text}`),
    as(amount ? 'plain' : 'zero', 1, text, ` ${text} `, amount),
    as('unreadable', 0, ...UNREADABLE_NUMBERS),
  );
}

/** An item whose numbers fit each other in size, so that only its signs decide what is shown. */
const item = fc
  .record({
    base: fc.constantFrom(100, 811.25, 1373, 2812.05, 15.23, 3.4),
    hundredths: fc.integer({ min: 0, max: 400 }),
    direction,
    closes: fc.constantFrom('missing', 'missing', 'below', 'above', 'other'),
    kind: fc.constantFrom('index', 'other', 'equity', undefined),
  })
  .chain(({ base, hundredths, direction, closes, kind }) => {
    const amount = Math.round(base * hundredths) / 10_000;
    const percent = Math.round((amount / base) * 10_000) / 100;
    const change = Math.round(amount * 100) / 100;
    const price = Math.round((base + change) * 100) / 100;
    const close = { missing: undefined, below: price - change, above: price + change, other: price * 1.5 }[closes];
    return fc
      .record({ change: numberOf(change, 2), percent: numberOf(percent, 2) })
      .map((numbers) => ({ ...numbers, direction, price, close: close && Math.round(close * 100) / 100, kind }));
  });

const words = messagesFor('en');

function hold(condition: boolean, what: string, value: unknown): void {
  if (!condition) throw new Error(`${what}: ${JSON.stringify(value)}`);
}

test('an arrow has a reason in the payload, and nothing unreadable beside it that could have told the sign', () => {
  let arrows = 0;
  fc.assert(
    fc.property(item, ({ change, percent, direction, price, close, kind }) => {
      const fields = { kind, price, change: change.raw, changePercent: percent.raw, direction: direction.raw };
      const { quotes } = read([{ id: 'X', ...fields, previousClose: close }, companion]);
      const quote = quotes[0] as Quote;
      const { arrow, change: printed, percent: printedPercent } = itemView(quote, 'en', words);
      const all = [change, percent, direction];
      const shown = [quote, fields, close];
      const sign = { '▲': 1, '↑': 1, '▼': -1, '↓': -1 }[arrow];
      hold(sign !== undefined || !/[+\u2212]/.test(printed + printedPercent), 'a sign without an arrow', shown);
      if (sign === undefined) return;
      arrows++;
      const byClose = close !== undefined && Math.sign(price - close) === sign;
      const said = all.some((made) => (made.as === 'sign' || made.as === 'word') && made.sign === sign);
      const bare = [change, percent].some(({ as }) => as === 'plain') && sign === 1;
      const unreadable = all.some(({ as }) => as === 'unreadable');
      hold(said || byClose || (bare && !unreadable), 'an arrow from nowhere', shown);
      const against = all.some((made) => (made.as === 'sign' || made.as === 'word') && made.sign === -sign);
      hold(!against || byClose, 'an arrow against what is said', shown);
    }),
    { numRuns: RUNS },
  );
  // Nothing would be easier than to print none.
  expect(arrows).toBeGreaterThan(RUNS / 4);
}, 300_000);
