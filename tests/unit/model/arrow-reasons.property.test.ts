import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Quote } from '../../../src/feed.js';
import { itemView } from '../../../src/view/item-view.js';
import { messagesFor } from '../../../src/i18n/index.js';
import { companion, parse } from '../../support/fixtures/parse-helpers.js';

// In any feed, a printed arrow has a reason in the payload, and beside it stands no field that could have given the sign and
// can't be parsed. The test knows the reasons from how it has made each field, and does not parse the fields as the model does.

const RUNS = Number(process.env.PROPERTY_RUNS ?? 50_000);

/** One field of an item, and its meaning for a careful reader. */
interface MadeField {
  /** The value in the payload; undefined for a missing field. */
  readonly raw: unknown;
  /** How the value was made: `sign` has a written sign, `plain` is a number without one. */
  readonly as: 'missing' | 'sign' | 'plain' | 'word' | 'unreadable' | 'zero';
  readonly sign: -1 | 0 | 1;
}

const MISSING: MadeField = { raw: undefined, as: 'missing', sign: 0 };
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

const direction: fc.Arbitrary<MadeField> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(MISSING) },
  fc.constantFrom(...UP).map((raw): MadeField => ({ raw, as: 'word', sign: 1 })),
  fc.constantFrom(...DOWN).map((raw): MadeField => ({ raw, as: 'word', sign: -1 })),
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(...UNREADABLE).map((raw): MadeField => ({ raw, as: 'unreadable', sign: 0 })),
  },
);

/** Makes a field with a number of this amount, as feeds may write it. */
function numberOf(amount: number, places: number): fc.Arbitrary<MadeField> {
  const text = amount.toFixed(places);
  const as = (made: MadeField['as'], sign: MadeField['sign'], ...texts: unknown[]): fc.Arbitrary<MadeField> =>
    fc.constantFrom(...texts).map((raw): MadeField => ({ raw, as: made, sign }));
  // A sign before zero gives no direction; a word or glyph does.
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(MISSING) },
    as(amount ? 'sign' : 'zero', 1, `+${text}`, `( +${text} )`),
    // A minus before a rounded zero gives a direction, too.
    as('sign', -1, `-${text}`, `−${text}`, -amount),
    as('word', 1, `▲${text}`, `${text} 상승`, `△ ${text}`),
    as('word', -1, `▼ ${text}`, `${text}▽`, `하락 ${text}`),
    as(amount ? 'plain' : 'zero', 1, text, ` ${text} `, amount),
    as('unreadable', 0, ...UNREADABLE_NUMBERS),
  );
}

/** Items whose numbers fit each other in size, so that only the signs decide what is shown. */
const item = fc
  .record({
    base: fc.constantFrom(100, 811.25, 1373, 2812.05, 15.23, 3.4),
    hundredths: fc.integer({ min: 0, max: 400 }),
    direction,
    closeSide: fc.constantFrom('missing', 'missing', 'below', 'above', 'other'),
    kind: fc.constantFrom('index', 'other', 'equity', undefined),
  })
  .chain(({ base, hundredths, direction, closeSide, kind }) => {
    const amount = Math.round(base * hundredths) / 10_000;
    const percent = Math.round((amount / base) * 10_000) / 100;
    const change = Math.round(amount * 100) / 100;
    const price = Math.round((base + change) * 100) / 100;
    const close = { missing: undefined, below: price - change, above: price + change, other: price * 1.5 }[closeSide];
    return fc
      .record({ change: numberOf(change, 2), percent: numberOf(percent, 2) })
      .map((numbers) => ({ ...numbers, direction, price, close: close && Math.round(close * 100) / 100, kind }));
  });

const words = messagesFor('en');

function check(condition: boolean, message: string, value: unknown): void {
  if (!condition) throw new Error(`${message}: ${JSON.stringify(value)}`);
}

test('an arrow has a reason in the payload, and no unreadable field beside it could have given the sign', () => {
  let arrows = 0;
  fc.assert(
    fc.property(item, ({ change, percent, direction, price, close, kind }) => {
      const fields = { kind, price, change: change.raw, changePercent: percent.raw, direction: direction.raw };
      const { quotes } = parse([{ id: 'X', ...fields, previousClose: close }, companion]);
      const quote = quotes[0] as Quote;
      const { arrow, change: printed, percent: printedPercent } = itemView(quote, 'en', words);
      const all = [change, percent, direction];
      const shown = [quote, fields, close];
      const sign = { '▲': 1, '↑': 1, '▼': -1, '↓': -1 }[arrow];
      check(sign !== undefined || !/[+\u2212]/.test(printed + printedPercent), 'a sign without an arrow', shown);
      if (sign === undefined) return;
      arrows++;
      const byClose = close !== undefined && Math.sign(price - close) === sign;
      const isStated = all.some((made) => (made.as === 'sign' || made.as === 'word') && made.sign === sign);
      const isPlainRise = [change, percent].some(({ as }) => as === 'plain') && sign === 1;
      const unreadable = all.some(({ as }) => as === 'unreadable');
      check(isStated || byClose || (isPlainRise && !unreadable), 'an arrow without a reason', shown);
      const isContradicted = all.some((made) => (made.as === 'sign' || made.as === 'word') && made.sign === -sign);
      check(!isContradicted || byClose, 'an arrow that contradicts a sign or word', shown);
    }),
    { numRuns: RUNS },
  );
  // Printing no arrows at all would pass the checks above.
  expect(arrows).toBeGreaterThan(RUNS / 4);
}, 300_000);
