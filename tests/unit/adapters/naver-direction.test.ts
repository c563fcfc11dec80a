import { expect, test } from 'vitest';
import '../../../src/adapters/naver.js';
import { page, polling } from '../../support/fixtures/adapters/naver.js';
import { reader } from '../../support/fixtures/adapters/read.js';

const read = reader('naver');
const first = (payload: unknown, paths?: object) => read(payload, paths).quotes[0]!;

const move = (fields: object) => {
  const row = page({ compareToPreviousClosePrice: '38.45', fluctuationsRatio: '1.20', ...fields });
  const { direction, change, limit } = first(row);
  return [direction, change, limit];
};
const fallen = ['down', -38.45, null];
const unknown = [null, null, null];

test.each<[unknown]>([
  [{ code: '5' }],
  [{ code: 5 }],
  [{ code: ' 5 ' }],
  [{ name: 'FALLING' }],
  [{ text: '하락' }],
  [{ code: '5', text: '하락', name: 'FALLING' }],
  [{ code: '?', text: '하락', name: '' }],
  ['5'],
  ['FALLING'],
  [' 하락 '],
])('%j is a fall, in either field', (said) => {
  expect(move({ compareToPreviousPrice: said })).toEqual(fallen);
  expect(move({ compareToPreviousPrice: undefined, fluctuationsType: said })).toEqual(fallen);
  expect(move({ compareToPreviousPrice: null, fluctuationsType: said })).toEqual(fallen);
  expect(move({ compareToPreviousPrice: said, fluctuationsType: '' })).toEqual(fallen);
  expect(move({ compareToPreviousPrice: said, fluctuationsType: { code: null, name: '' } })).toEqual(fallen);
});

test.each([
  ['UPPER_LIMIT', 'up', 'upper'],
  ['RISING', 'up', null],
  ['LOWER_LIMIT', 'down', 'lower'],
  ['FALLING', 'down', null],
] as const)('%s is %s, with the limit %s', (name, direction, limit) => {
  const change = direction === 'up' ? 38.45 : -38.45;
  expect(move({ compareToPreviousPrice: { name } })).toEqual([direction, change, limit]);
  expect(move({ compareToPreviousPrice: name })).toEqual([direction, change, limit]);
});

test.each(['UNCHANGED', 'STEADY', '보합'])('%s is flat', (name) => {
  const none = { compareToPreviousClosePrice: '0.00', fluctuationsRatio: '0.00' };
  expect(move({ ...none, compareToPreviousPrice: { name } })).toEqual(['flat', 0, null]);
  expect(move({ ...none, compareToPreviousPrice: { name }, fluctuationsType: { code: '3' } })).toEqual([
    'flat',
    0,
    null,
  ]);
  expect(read(page({ ...none, compareToPreviousPrice: { name } })).issues).toEqual([]);
});

test.each([
  ['1', 'UPPER_LIMIT', '상한', 'up'],
  ['2', 'RISING', '상승', 'up'],
  ['4', 'LOWER_LIMIT', '하한', 'down'],
  ['5', 'FALLING', '하락', 'down'],
])('%s, %s and %s mean the same in both fields', (code, name, text, direction) => {
  for (const [one, other] of [
    [{ code }, { name }],
    [{ name }, { text }],
    [{ text }, { code }],
  ])
    expect(move({ compareToPreviousPrice: one, fluctuationsType: other })[0]).toBe(direction);
});

test.each([
  ['a share', { itemCode: '098760' }],
  ['a pair', { reutersCode: 'FX_USDKRW' }],
  ['a bond', { reutersCode: 'KR9YT=RR' }],
])('the two fields are compared for %s as well', (_, code) => {
  const row = { ...code, closePrice: '1,312.40', fluctuations: '7.60', compareToPreviousPrice: 'FALLING' };
  expect(first([{ ...row, fluctuationsType: 'FALLING' }])).toMatchObject({ change: -7.6, direction: 'down' });
  expect(first([{ ...row, fluctuationsType: 'RISING' }])).toMatchObject({ change: null, direction: null });
});

test.each<[unknown]>([
  [{ code: '5', name: 'RISING' }],
  [{ code: '2', text: '하락' }],
  [{ code: '7' }],
  [{ name: '?' }],
  [{ side: 'FALLING' }],
  ['-'],
  [['FALLING']],
])('%j can’t be read, so only the price is shown, with an issue', (said) => {
  expect(move({ compareToPreviousPrice: said })).toEqual(unknown);
  const { issues } = read(page({ compareToPreviousPrice: said, compareToPreviousClosePrice: '38.45' }));
  expect(issues.map(({ path, rule }) => [path, rule])).toContainEqual(['direction', 'unreadable']);
});

test.each<[unknown, unknown]>([
  [{ code: '5', name: 'FALLING' }, { code: '5' }],
  [{ code: '5' }, 'FALLING'],
  ['FALLING', { text: '하락' }],
])('two fields that agree, %j and %j, give one direction', (compareToPreviousPrice, fluctuationsType) => {
  expect(move({ compareToPreviousPrice, fluctuationsType })).toEqual(fallen);
});

test.each<[unknown, unknown]>([
  [
    { code: '5', name: 'FALLING' },
    { code: '2', name: 'RISING' },
  ],
  [{ code: '5' }, 'RISING'],
  ['FALLING', { text: '보합' }],
  [{ code: '5' }, { name: '?' }],
  [{ name: '?' }, { code: '5' }],
  [{ code: '5' }, { code: '5', name: 'RISING' }],
  [{ code: '5' }, '-'],
])('two fields that contradict each other, %j and %j, give none, and the issue has both', (one, other) => {
  const places = { compareToPreviousPrice: one, fluctuationsType: other };
  expect(move(places)).toEqual(unknown);
  const { issues } = read(page({ compareToPreviousClosePrice: '38.45', fluctuationsRatio: '1.20', ...places }));
  const { value, rule } = issues.find(({ path }) => path === 'direction')!;
  expect(rule).toBe('unreadable');
  expect(value).toHaveLength(2);
});

test('a limit in one field agrees with a rise in the other', () => {
  expect(move({ compareToPreviousPrice: { code: '1' }, fluctuationsType: 'RISING' })[0]).toBe('up');
  expect(move({ compareToPreviousPrice: { code: '4' }, fluctuationsType: 'RISING' })).toEqual(unknown);
});

test('a change that can’t be read is not replaced by the same number in another field', () => {
  const row = page({ compareToPreviousClosePriceRaw: '?38.45', compareToPreviousPrice: undefined });
  expect(first({ ...row, fluctuationsRatio: '1.20' })).toMatchObject({ change: null, direction: null });
});

test('a direction from the page’s own mapping is used as it is', () => {
  const rise = { direction: '=RISING' };
  expect(first(page({ compareToPreviousClosePrice: '38.45', fluctuationsRatio: '1.20' }), rise)).toMatchObject({
    direction: 'up',
  });
});

test('a percent without a change gets its sign from the direction', () => {
  const row = { itemCode: '098760', closePrice: '51,200', fluctuationsRatio: '1.54' };
  expect(first(polling({ ...row, compareToPreviousPrice: { name: 'FALLING' } }))).toMatchObject({
    price: 51200,
    change: null,
    changePercent: -1.54,
    direction: 'down',
  });
});
