import { describe, expect, test } from 'vitest';
import { decide, type ChangeRow, type GivenChange } from '../../support/fixtures/price-changes.js';
import { companion, parse, parseOne } from '../../support/fixtures/parse-helpers.js';

function table(name: string, rows: readonly ChangeRow[]): void {
  describe(name, () => {
    test.each(rows.map((row) => [row[0], row] as const))('%s', (_, [, given, decided, ...issues]) => {
      expect(decide(given)).toEqual({ decided, issues });
    });
  });
}

const UNKNOWN = [null, null, null, null] as const;
const DROPPED = 'change inconsistent-dropped dropped';
const IGNORED = 'previousClose prev-ignored dropped';

table('where neither change nor percent is given', [
  ['nothing is known', {}, UNKNOWN],
  ['a word gives the direction, and no amount', { direction: 'up' }, [null, null, null, 'up']],
  ['"flat" gives no amount either', { direction: 'flat' }, [null, null, null, 'flat']],
  ['a previous close gives all: up', { close: 100 }, [1, 1, 100, 'up']],
  ['a previous close gives all: down', { price: 99, close: 100 }, [-1, -1, 100, 'down']],
  ['a previous close gives all: flat', { price: 100, close: 100 }, [0, 0, 100, 'flat']],
  ['without binary noise', { price: 2855.77, close: 2812.05 }, [43.72, 1.55473765, 2812.05, 'up']],
  ['a word that agrees changes nothing', { price: 99, close: 100, direction: 'down' }, [-1, -1, 100, 'down']],
  ['"flat" that agrees changes nothing', { price: 100, close: 100, direction: 'flat' }, [0, 0, 100, 'flat']],
  ['a word that contradicts it: a dash', { close: 100, direction: 'down' }, UNKNOWN, 'direction code-vs-sign dropped'],
  ['"flat" that contradicts it: a dash', { close: 100, direction: 'flat' }, UNKNOWN, 'direction code-vs-sign dropped'],
  [
    'a word beside no change: a dash',
    { price: 100, close: 100, direction: 'up' },
    UNKNOWN,
    'direction code-vs-sign dropped',
  ],
]);

table('the sign', [
  ['of a change', { change: 1 }, [1, 1, 100, 'up']],
  ['of a change that is a fall', { price: 99, change: -1 }, [-1, -1, 100, 'down']],
  ['of a percent', { percent: 1 }, [null, 1, null, 'up']],
  ['of a percent that is a fall', { price: 99, percent: -1 }, [null, -1, null, 'down']],
  ['of no change and no percent', { price: 100, change: 0, percent: 0 }, [0, 0, 100, 'flat']],
  ['of no change alone', { price: 100, change: 0 }, [0, 0, 100, 'flat']],
  ['of no percent alone', { price: 100, percent: 0 }, [null, 0, null, 'flat']],
  ['of no percent of a price below its last digit', { price: 0.0004, percent: '0.00' }, [null, 0, null, 'flat']],
  ['of a rise too small for its percent', { price: 1604.1, change: '0.02', percent: '0.00' }, [0.02, 0, 1604.08, 'up']],
  [
    'of a fall too small for its percent: "+0.00" gives no sign',
    { price: 1604.1, change: '-0.02', percent: '+0.00' },
    [-0.02, 0, 1604.12, 'down'],
  ],
  ['"-0.00" beside a rise is no minus', { change: '1', percent: '-0.00' }, UNKNOWN, DROPPED],
  [
    'of the percent, which the change takes',
    { price: 1359, change: 14, percent: -1.03 },
    [-14, -1.03, 1373, 'down'],
    'change sign-borrowed mended',
  ],
  [
    'of the change, which the percent takes',
    { price: 99, change: -1, percent: 1 },
    [-1, -1, 100, 'down'],
    'changePercent sign-borrowed mended',
  ],
  ['of both', { price: 99, change: -1, percent: '-1.00' }, [-1, -1, 100, 'down']],
]);

table('a word or code', [
  [
    'gives unsigned numbers its direction',
    { price: 99, change: 1, percent: 1, direction: 'down' },
    [-1, -1, 100, 'down'],
  ],
  ['gives an unsigned percent its direction', { price: 99, percent: 1, direction: 'down' }, [null, -1, null, 'down']],
  ['agrees with a minus', { price: 99, change: -1, percent: 1, direction: 'down' }, [-1, -1, 100, 'down']],
  ['agrees with a plus', { change: '+1', percent: '+1', direction: 'up' }, [1, 1, 100, 'up']],
  ['agrees with a number without a sign', { change: 1, direction: 'up' }, [1, 1, 100, 'up']],
  ['"flat" agrees with no change', { price: 100, change: 0, direction: 'flat' }, [0, 0, 100, 'flat']],
  [
    'of another day beside no change is ignored',
    { price: 100, change: 0, percent: 0, direction: 'down' },
    [0, 0, 100, 'flat'],
    'change code-vs-sign mended',
  ],
  ['contradicts a minus: a dash', { price: 99, change: -1, direction: 'up' }, UNKNOWN, 'change code-vs-sign dropped'],
  ['contradicts a plus: a dash', { change: '+1', direction: 'down' }, UNKNOWN, 'change code-vs-sign dropped'],
  [
    '"flat" contradicts any change: a dash',
    { change: 1, percent: 1, direction: 'flat' },
    UNKNOWN,
    'change code-vs-sign dropped',
  ],
  [
    'contradicts a minus, and the previous close decides',
    { price: 99, change: -1, direction: 'up', close: 100 },
    [-1, -1, 100, 'down'],
    'change code-vs-sign mended',
  ],
  [
    'contradicts a plus, and the previous close decides against the plus',
    { price: 99, change: '+1', direction: 'down', close: 100 },
    [-1, -1, 100, 'down'],
    'change code-vs-sign mended',
  ],
  [
    'contradicts a change, and the previous close shows none: a dash',
    { price: 100, change: 2, percent: 2, direction: 'flat', close: 100 },
    UNKNOWN,
    'change code-vs-sign dropped',
  ],
]);

table('two signs that contradict each other', [
  ['and nothing else: a dash', { change: '+1', percent: '-1' }, UNKNOWN, 'change sign-contradiction dropped'],
  [
    'and a previous close: up',
    { change: '+1', percent: '-1', close: 100 },
    [1, 1, 100, 'up'],
    'change sign-contradiction mended',
  ],
  [
    'and a previous close: down',
    { price: 99, change: '-1', percent: '+1', close: 100 },
    [-1, -1, 100, 'down'],
    'change sign-contradiction mended',
  ],
  [
    'and a previous close that is the price: a dash',
    { change: '+1', percent: '-1', close: 101 },
    UNKNOWN,
    'change sign-contradiction dropped',
  ],
  [
    'and a previous close that confirms the change only',
    { price: 4.2, change: '+0.040', percent: '-0.0700', close: 4.16 },
    [0.04, 0.96153846, 4.16, 'up'],
    'change sign-contradiction mended',
    'changePercent percent-recomputed mended',
  ],
]);

// Rounding explains max(0.02, half a unit of the last printed place) percent points, and half a unit of the change.
table('change and percent agree', [
  ['to 0.02 above', { price: 10100, change: 100, percent: '1.02' }, [100, 1.02, 10000, 'up']],
  ['and no further above', { price: 10100, change: 100, percent: '1.0201' }, UNKNOWN, DROPPED],
  [
    'to 0.02 below the percent of today’s price',
    { price: 10100, change: 100, percent: '0.9701' },
    [100, 0.9701, 10000, 'up'],
  ],
  ['and no further below', { price: 10100, change: 100, percent: '0.9700' }, UNKNOWN, DROPPED],
  ['and not between the two', { price: 200, change: 100, percent: '75' }, UNKNOWN, DROPPED],
  ['where the percent is of today’s price', { price: 200, change: 100, percent: '50' }, [100, 50, 100, 'up']],
  ['to half a unit of one decimal', { price: 10145, change: 145, percent: '1.4' }, [145, 1.4, 10000, 'up']],
  ['and no further with two decimals', { price: 10145, change: 145, percent: '1.40' }, UNKNOWN, DROPPED],
  ['to half a unit of no decimals', { price: 10145, change: 145, percent: '1' }, [145, 1, 10000, 'up']],
  ['and no further with no decimals', { price: 10155, change: 155, percent: '1' }, UNKNOWN, DROPPED],
  [
    'to the rounding of a small price’s change',
    { price: 1.01, change: '0.01', percent: '1.51' },
    [0.01, 1.51, 1, 'up'],
  ],
  ['and no further', { price: 1.01, change: '0.01', percent: '1.52' }, UNKNOWN, DROPPED],
  [
    'to the finer rounding of a third decimal',
    { price: 1.01, change: '0.010', percent: '1.06' },
    [0.01, 1.06, 1, 'up'],
  ],
  ['and no further than that', { price: 1.01, change: '0.010', percent: '1.07' }, UNKNOWN, DROPPED],
  [
    'to the rounding of two decimals, also where none are written',
    { price: 2, change: 1, percent: '100.26' },
    [1, 100.26, 1, 'up'],
  ],
  ['and no further than two decimals', { price: 2, change: 1, percent: '100.28' }, UNKNOWN, DROPPED],
]);

table('change and percent disagree', [
  ['and nothing decides', { price: 100, change: 5, percent: 1 }, UNKNOWN, DROPPED],
  [
    'the percent looks like a fraction, which is only reported',
    { price: 101.27, change: '1.27', percent: '0.0127' },
    UNKNOWN,
    'changePercent percent-looks-like-fraction kept',
    DROPPED,
  ],
  [
    'the previous close supports the change',
    { change: 1, percent: 3, close: 100 },
    [1, 1, 100, 'up'],
    'changePercent percent-recomputed mended',
  ],
  [
    'the previous close supports the change, a fall by its minus',
    { price: 99, change: -1, percent: -3, close: 100 },
    [-1, -1, 100, 'down'],
    'changePercent percent-recomputed mended',
  ],
  [
    'the change stays as it was given',
    { price: 100.996, change: '1.00', percent: 3, close: 100 },
    [1, 0.996, 100, 'up'],
    'changePercent percent-recomputed mended',
  ],
  [
    'the previous close supports the percent',
    { change: 3, percent: 1, close: 100 },
    [1, 1, 100, 'up'],
    'change change-recomputed mended',
  ],
  [
    'the previous close supports the percent, to its last printed place',
    { price: 101.02, change: 3, percent: '1.00', close: 100 },
    [1.02, 1.02, 100, 'up'],
    'change change-recomputed mended',
  ],
  ['and no further', { price: 101.03, change: 3, percent: '1.00', close: 100 }, UNKNOWN, DROPPED],
  ['the previous close supports neither', { change: 3, percent: 5, close: 100 }, UNKNOWN, DROPPED],
  ['the previous close contradicts a minus', { change: -1, percent: -3, close: 100 }, UNKNOWN, DROPPED],
  ['the previous close contradicts a plus', { price: 99, change: '+1', percent: 3, close: 100 }, UNKNOWN, DROPPED],
  [
    'the previous close contradicts a word',
    { price: 99, change: 1, percent: 3, close: 100, direction: 'up' },
    UNKNOWN,
    DROPPED,
  ],
  [
    'the previous close gives unsigned numbers their sign',
    { price: 99, change: 1, percent: 3, close: 100 },
    [-1, -1, 100, 'down'],
    'changePercent percent-recomputed mended',
  ],
  [
    'the previous close supports the change to a little more than one unit of its last decimal',
    { price: 100.012, change: 1, percent: 3, close: 99 },
    [1, 1.02222222, 99, 'up'],
    'changePercent percent-recomputed mended',
  ],
  ['and no further', { price: 100.013, change: 1, percent: 3, close: 99 }, UNKNOWN, DROPPED],
]);

table('a previous close', [
  ['that fits is kept', { change: 1, percent: 1, close: 100 }, [1, 1, 100, 'up']],
  ['is kept to 1.2 units of the last decimal', { change: 1, close: 100.012 }, [1, 0.98788145, 100.012, 'up']],
  ['is not kept beyond that', { change: 1, close: 100.013 }, [1, 1, 100, 'up'], IGNORED],
  [
    'is not kept so far away with more decimals',
    { change: 1, close: 100.012, decimals: 3 },
    [1, 1, 100, 'up'],
    IGNORED,
  ],
  [
    'is kept to a millionth of the price',
    { price: 1e6, change: 1000, close: 999_001.01 },
    [1000, 0.0999989, 999_001.01, 'up'],
  ],
  [
    'is not kept beyond a millionth',
    { price: 1e6, change: 1000, close: 999_001.02 },
    [1000, 0.1001001, 999_000, 'up'],
    IGNORED,
  ],
  ['is kept to the rounding of a percent', { percent: '1.00', close: 100.024 }, [0.976, 1, 100.024, 'up']],
  ['is not kept beyond that', { percent: '1.00', close: 100.025 }, [null, 1, null, 'up'], IGNORED],
  ['is kept after a deep fall', { price: 100, percent: '-90.00', close: 1000.4 }, [-900.4, -90, 1000.4, 'down']],
  ['derives a change that is not rounded', { percent: '1.00', close: 99.995 }, [1.005, 1, 99.995, 'up']],
  ['on another base is ignored', { change: 1, percent: 1, close: 90 }, [1, 1, 100, 'up'], IGNORED],
  [
    'of another direction is ignored beside two numbers that agree',
    { change: '+1', percent: '+1', close: 110 },
    [1, 1, 100, 'up'],
    IGNORED,
  ],
  ['of the same direction is ignored beside one number', { change: 1, close: 90 }, [1, 1, 100, 'up'], IGNORED],
  [
    'of another direction beside one number: a dash',
    { change: 1, close: 110 },
    UNKNOWN,
    'change sign-contradiction dropped',
  ],
  [
    'of another direction beside one percent: a dash',
    { percent: 1, close: 110 },
    UNKNOWN,
    'change sign-contradiction dropped',
  ],
  [
    'that is the price, beside a change: a dash',
    { change: 1, close: 101 },
    UNKNOWN,
    'change sign-contradiction dropped',
  ],
  [
    'that mirrors an unsigned change gives its sign',
    { price: 99, change: 1, close: 100 },
    [-1, -1, 100, 'down'],
    'change sign-borrowed mended',
  ],
  [
    'that mirrors two unsigned numbers gives its sign',
    { price: 99, change: 1, percent: '1.00', close: 100 },
    [-1, -1, 100, 'down'],
    'change sign-borrowed mended',
  ],
  [
    'that mirrors an unsigned percent gives its sign',
    { price: 90, percent: 10, close: 100 },
    [-10, -10, 100, 'down'],
    'change sign-borrowed mended',
  ],
  ['that mirrors a minus: a dash', { change: -1, close: 100 }, UNKNOWN, 'change sign-contradiction dropped'],
  [
    'that mirrors a plus: a dash',
    { price: 99, change: '+1', close: 100 },
    UNKNOWN,
    'change sign-contradiction dropped',
  ],
  [
    'that mirrors two numbers with a word: a dash',
    { price: 99, change: 1, percent: '1.00', close: 100, direction: 'up' },
    UNKNOWN,
    'change sign-contradiction dropped',
  ],
]);

// Tests found this: rounding may put the previous close on the other side of the price than a given number says.
table('a previous close within rounding never changes a sign', [
  ['a percent of 0.00 beside a fall', { price: 1604.1, percent: '0.00', close: 1604.12 }, [-0.02, 0, 1604.12, 'down']],
  ['a percent of 0.00 beside a rise', { price: 1604.1, percent: '0.00', close: 1604.08 }, [0.02, 0, 1604.08, 'up']],
]);

test.each<[string, GivenChange]>([
  ['no change', { price: 100, change: 0, close: 100.01 }],
  ['a small rise', { price: 0.05, change: 0.01, close: 0.051 }],
  ['a small percent', { price: 100, percent: '-0.01', close: 99.99 }],
])('a derived number has the sign of the given one: %s beside a previous close on the other side', (_, given) => {
  const [change, percent, , direction] = decide(given).decided;
  const signs = [change, percent].filter((value) => typeof value === 'number').map(Math.sign);
  expect(signs.length).toBeGreaterThan(0);
  expect(new Set(signs)).toEqual(new Set([direction === 'up' ? 1 : direction === 'down' ? -1 : 0]));
});

test('no change is 0, never −0', () => {
  expect(decide({ price: 100, change: 0, percent: '0.03', close: 100.01 }).decided[0]).toBe(0);
  expect(decide({ price: 100, change: 0, percent: 0, direction: 'down' }).decided.slice(0, 2)).toEqual([0, 0]);
});

const rate = { mayBeNegative: true };

table('at zero and below', [
  ['a rate rises', { price: -0.25, change: '0.05', percent: '16.67', ...rate }, [0.05, 16.67, -0.3, 'up']],
  ['a rate falls below zero', { price: -0.05, change: '-0.10', ...rate }, [-0.1, -200, 0.05, 'down']],
  ['a rate falls to zero', { price: 0, change: '-0.25', percent: '-100.00', ...rate }, [-0.25, -100, 0.25, 'down']],
  ['a rate rises from a negative close', { price: -0.25, close: -0.3, ...rate }, [0.05, null, -0.3, 'up']],
  [
    'a negative close that agrees is kept',
    { price: -0.25, change: '0.05', percent: '16.67', close: -0.3, ...rate },
    [0.05, 16.67, -0.3, 'up'],
  ],
  [
    'a negative close tells which number is right',
    { price: -0.25, change: '1.00', percent: '16.67', close: -0.3, ...rate },
    [0.05, null, -0.3, 'up'],
    'change change-recomputed mended',
  ],
  ['a rate rises from zero, and has no percent', { price: 0.25, change: '0.25', ...rate }, [0.25, null, 0, 'up']],
  [
    'a rate rises from a negative base, and has no percent',
    { price: 0.1, change: '0.35', ...rate },
    [0.35, null, -0.25, 'up'],
  ],
  ['a percent alone gives no negative base', { price: 0.1, percent: -150, ...rate }, UNKNOWN, DROPPED],
  [
    'oil falls below zero',
    { price: -37.63, change: -55.9, percent: -305.97, ...rate },
    [-55.9, -305.97, 18.27, 'down'],
  ],
  ['an index has no base of zero', { price: 100, change: 100 }, UNKNOWN, DROPPED],
  ['an index may have a base just above zero', { price: 100, change: 99 }, [99, 9900, 1, 'up']],
  ['an index has no negative base', { price: 100, change: 150 }, UNKNOWN, DROPPED],
  [
    'a code and a close that agree contradict a change of zero',
    { price: 100, change: 0, percent: 0, close: 90, direction: 'up' },
    UNKNOWN,
    'change code-vs-sign dropped',
  ],
  ['a rate at 0 with a percent that does not fit', { price: 0, change: -0.05, percent: -3, ...rate }, UNKNOWN, DROPPED],
  ['a fall by 100 %', { price: 100, percent: -100 }, UNKNOWN, DROPPED],
  [
    'a fall by 100 % that a word contradicts',
    { price: 100, percent: -100, close: 0.05, direction: 'up' },
    UNKNOWN,
    'change code-vs-sign mended',
    'change sign-contradiction dropped',
  ],
  [
    'a small price with a percent that no previous close can mirror',
    { price: 0.05, percent: 89, close: 0.04 },
    [0.02, 89, 0.03, 'up'],
    IGNORED,
  ],
  ['a fall by more than 100 %', { price: 100, percent: -150 }, UNKNOWN, DROPPED],
  ['a fall by 99 %', { price: 1, percent: -99 }, [null, -99, null, 'down']],
]);

describe('a change from a percent', () => {
  test.each<[string, GivenChange, number | null]>([
    ['−1.56 % of 811.25 leaves 0.08 open, so there is no change', { price: 811.25, percent: '-1.56' }, null],
    ['there is none for a pair with four decimals', { price: 1.1559, percent: 0.11, decimals: 4 }, null],
    [
      'there is none from a percent with many digits, which may have fewer in the next tick',
      { price: 1402.5, percent: 0.213456 },
      null,
    ],
    ['a price of three digits, such as 3.50, determines it', { price: 3.5, percent: '2.94' }, 0.1],
    ['a price of 500 units of its last digit determines it', { price: 5, percent: '0.00' }, 0],
    ['a price of more units does not', { price: 5.01, percent: '0.00' }, null],
    ['a price without decimals determines it', { price: 495, percent: '-1.0', decimals: 0 }, -5],
    ['a text percent without decimals does not', { price: 3.5, percent: '3' }, null],
    ['a JSON percent without decimals does, because it has lost its zeros', { price: 3.5, percent: 3 }, 0.1],
    ['a fall by half does', { price: 2, percent: -50 }, -2],
    ['a deeper fall does not', { price: 1, percent: -50.01 }, null],
    ['a rise by any percent does', { price: 4, percent: 300 }, 3],
  ])('%s', (_, given, change) => {
    const { decided, issues } = decide(given);
    expect(decided[0]).toBe(change);
    expect(issues).toEqual([]);
  });

  test('has a previous close that fits it, or none', () => {
    expect(decide({ price: 3.5, percent: '2.94' }).decided).toEqual([0.1, 2.94, 3.4, 'up']);
    expect(decide({ price: 811.25, percent: '-1.56' }).decided).toEqual([null, -1.56, null, 'down']);
  });

  test.each([4.99, 5, 5.01, 99.99, 100, 100.01, 811.25])(
    'does not come and go while the price changes from %d',
    (close) => {
      const changes = Array.from({ length: 200 }, (_, tick) => {
        const price = Math.round(close * 100 + tick - 100) / 100;
        const percent = Math.round((price / close - 1) * 10_000) / 100;
        return decide({ price, percent: tick % 2 ? percent : percent.toFixed(2) }).decided[0];
      });
      expect(new Set(changes.map((change) => change === null)).size).toBe(1);
    },
  );

  test('is never wrong by more than a unit, also where the percent has one decimal', () => {
    for (let units = 2; units <= 500; units++) {
      for (const part of [-0.3, -0.05, 0.01, 0.04, 0.2]) {
        const price = Math.round(units * (1 + part));
        const given = ((price / units - 1) * 100).toFixed(1);
        const [change] = decide({ price: price / 100, percent: given }).decided;
        if (price > 0 && change !== null)
          expect(Math.abs(Math.round(Number(change) * 100) - (price - units))).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('numbers without a written sign', () => {
  const unsigned = { isUnsignedText: true };

  test('beside a previous close of another direction that they don’t mirror: the price alone', () => {
    expect(decide({ price: 1359, change: '14.00', percent: '1.03', close: 1373.5, ...unsigned })).toEqual({
      decided: UNKNOWN,
      issues: ['change sign-contradiction dropped'],
    });
  });

  test('beside a previous close of the same direction are shown as a rise', () => {
    const { decided, issues } = decide({ price: 101, change: '1.00', percent: '1.00', close: 90, ...unsigned });
    expect([decided[3], issues]).toEqual(['up', [IGNORED]]);
  });
});

test('a word beside a percent of 0.00 alone gives the direction: the percent is rounded', () => {
  expect(decide({ price: 7512.4, percent: '0.00', direction: 'down' }).decided).toEqual([null, 0, null, 'down']);
  expect(decide({ price: 7512.4, percent: '0.00', direction: 'flat' }).decided).toEqual([null, 0, null, 'flat']);
});

test('a minus before a rounded zero gives the sign of the other number, and contradicts its plus', () => {
  const zero = { change: '-0.00', hasNegativeZero: true };
  expect(decide({ price: 5.38, percent: '0.04', ...zero }).decided).toEqual([0, -0.04, 5.38, 'down']);
  expect(decide({ price: 5.38, percent: '+0.04', ...zero }).decided).toEqual(UNKNOWN);
});

describe('a suspicious change is shown, and reported', () => {
  const SUSPICIOUS = ['changePercent suspicious-move kept'];
  test.each<[kind: string, price: number, rules: string[]]>([
    ['index', 115, []],
    ['index', 115.01, SUSPICIOUS],
    ['index', 85, []],
    ['index', 84.99, SUSPICIOUS],
    ['fx', 105, []],
    ['fx', 105.01, SUSPICIOUS],
    ['fx', 95, []],
    ['fx', 94.99, SUSPICIOUS],
    ...['commodity', 'crypto', 'equity', 'rate', 'other'].map((kind): [string, number, string[]] => [kind, 190, []]),
  ])('%s from 100 to %d', (kind, price, rules) => {
    const { quote, rules: reported } = parseOne({ kind, price, previousClose: 100 });
    expect(quote).toMatchObject({ price, previousClose: 100, direction: price > 100 ? 'up' : 'down' });
    expect(reported).toEqual(rules);
  });
});

describe('a price with the sign of the day’s change', () => {
  const price = (raw: unknown, more: object = {}) => {
    const adapter = () => ({
      fields: {},
      items: [
        { path: 'x', signInPrice: true, fields: { id: 'X', price: raw, ...more } },
        { path: 'y', fields: companion },
      ],
    });
    return parse({}, { adapter }).quotes[0]!;
  };

  test.each<[unknown, number | null, string | null]>([
    ['-2653.81', 2653.81, 'down'],
    ['+2653.81', 2653.81, 'up'],
    ['2653.81', 2653.81, null],
    [-2653.81, 2653.81, 'down'],
    ['0', null, null],
    ['-', null, null],
    [undefined, null, null],
  ])('%j', (raw, value, direction) => {
    expect(price(raw)).toMatchObject({ price: value, direction: value === null ? null : direction });
  });

  test('gives way to the word "flat"', () => {
    expect(price('+100', { direction: '보합' }).direction).toBe('flat');
  });

  test('leaves no direction beside a word that contradicts it', () => {
    expect(price('+100', { direction: 'FALL', change: '1.00' })).toMatchObject({ change: null, direction: null });
  });

  test('gives its sign to an unsigned change', () => {
    expect(price('-100', { change: '1.00' })).toMatchObject({ change: -1, direction: 'down' });
  });
});

test.each<[string, number, number | null]>([
  ['rate', -0.3, -0.3],
  ['rate', 0, null],
  ['rate', 0.3, 0.3],
  ['commodity', -0.3, -0.3],
  ['index', -0.3, null],
])('a %s with a previous close of %d has the previous close %j', (kind, previousClose, expected) => {
  const { quote, rules } = parseOne({ kind, price: 0.25, previousClose });
  expect(quote.previousClose).toBe(expected);
  expect(rules).toEqual(expected === null ? ['previousClose prev-not-positive dropped'] : []);
});

const UNKNOWN_WORDS = [
  'fallback',
  'xfall',
  'flatten',
  'inflat',
  'upper',
  'startup',
  '33',
  '11',
  '44',
  'rise!',
  '-1',
  '1.0',
];

test.each([
  ...UNKNOWN_WORDS,
  '5',
  ' 5 ',
  '05',
  '69',
  '-',
  '\u2212',
  '',
  ' ',
  '?',
  'minus?',
  '상승?',
  '▲▼',
  '상승 하락',
  '▲ 하락',
])('%j is no word for a direction: the price alone', (direction) => {
  const { quote, rules } = parseOne({ price: 100, change: '1.00', direction });
  expect(quote).toMatchObject({ price: 100, change: null, changePercent: null, direction: null });
  expect(rules).toEqual(['direction unreadable dropped', 'change direction-unknown dropped']);
});
