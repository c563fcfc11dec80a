import { expect, test } from 'vitest';
import '../../../src/adapters/naver.js';
import { page, polling } from '../../support/fixtures/adapters/naver.js';
import { parserFor } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('naver');
const firstQuote = (payload: unknown, paths?: object) => parse(payload, paths).quotes[0]!;

const changeOf = (fields: object) => {
  const row = page({ compareToPreviousClosePrice: '38.45', fluctuationsRatio: '1.20', ...fields });
  const { direction, change, limit } = firstQuote(row);
  return [direction, change, limit];
};
const fall = ['down', -38.45, null];
const unknownChange = [null, null, null];

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
  expect(changeOf({ compareToPreviousPrice: said })).toEqual(fall);
  expect(changeOf({ compareToPreviousPrice: undefined, fluctuationsType: said })).toEqual(fall);
  expect(changeOf({ compareToPreviousPrice: null, fluctuationsType: said })).toEqual(fall);
  expect(changeOf({ compareToPreviousPrice: said, fluctuationsType: '' })).toEqual(fall);
  expect(changeOf({ compareToPreviousPrice: said, fluctuationsType: { code: null, name: '' } })).toEqual(fall);
});

test.each([
  ['UPPER_LIMIT', 'up', 'upper'],
  ['RISING', 'up', null],
  ['LOWER_LIMIT', 'down', 'lower'],
  ['FALLING', 'down', null],
] as const)('%s is %s, with the limit %s', (name, direction, limit) => {
  const change = direction === 'up' ? 38.45 : -38.45;
  expect(changeOf({ compareToPreviousPrice: { name } })).toEqual([direction, change, limit]);
  expect(changeOf({ compareToPreviousPrice: name })).toEqual([direction, change, limit]);
});

test.each(['UNCHANGED', 'STEADY', '보합'])('%s is flat', (name) => {
  const none = { compareToPreviousClosePrice: '0.00', fluctuationsRatio: '0.00' };
  expect(changeOf({ ...none, compareToPreviousPrice: { name } })).toEqual(['flat', 0, null]);
  expect(changeOf({ ...none, compareToPreviousPrice: { name }, fluctuationsType: { code: '3' } })).toEqual([
    'flat',
    0,
    null,
  ]);
  expect(parse(page({ ...none, compareToPreviousPrice: { name } })).issues).toEqual([]);
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
    expect(changeOf({ compareToPreviousPrice: one, fluctuationsType: other })[0]).toBe(direction);
});

test.each([
  ['a share', { itemCode: '098760' }],
  ['a pair', { reutersCode: 'FX_USDKRW' }],
  ['a bond', { reutersCode: 'KR9YT=RR' }],
])('the two fields are compared for %s as well', (_, code) => {
  const row = { ...code, closePrice: '1,312.40', fluctuations: '7.60', compareToPreviousPrice: 'FALLING' };
  expect(firstQuote([{ ...row, fluctuationsType: 'FALLING' }])).toMatchObject({ change: -7.6, direction: 'down' });
  expect(firstQuote([{ ...row, fluctuationsType: 'RISING' }])).toMatchObject({ change: null, direction: null });
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
  expect(changeOf({ compareToPreviousPrice: said })).toEqual(unknownChange);
  const { issues } = parse(page({ compareToPreviousPrice: said, compareToPreviousClosePrice: '38.45' }));
  expect(issues.map(({ path, rule }) => [path, rule])).toContainEqual(['direction', 'unreadable']);
});

test.each<[unknown, unknown]>([
  [{ code: '5', name: 'FALLING' }, { code: '5' }],
  [{ code: '5' }, 'FALLING'],
  ['FALLING', { text: '하락' }],
])('two fields that agree, %j and %j, give one direction', (compareToPreviousPrice, fluctuationsType) => {
  expect(changeOf({ compareToPreviousPrice, fluctuationsType })).toEqual(fall);
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
  expect(changeOf(places)).toEqual(unknownChange);
  const { issues } = parse(page({ compareToPreviousClosePrice: '38.45', fluctuationsRatio: '1.20', ...places }));
  const { value, rule } = issues.find(({ path }) => path === 'direction')!;
  expect(rule).toBe('unreadable');
  expect(value).toHaveLength(2);
});

test('a limit in one field agrees with a rise in the other', () => {
  expect(changeOf({ compareToPreviousPrice: { code: '1' }, fluctuationsType: 'RISING' })[0]).toBe('up');
  expect(changeOf({ compareToPreviousPrice: { code: '4' }, fluctuationsType: 'RISING' })).toEqual(unknownChange);
});

test('a change that can’t be read is not replaced by the same number in another field', () => {
  const row = page({ compareToPreviousClosePriceRaw: '?38.45', compareToPreviousPrice: undefined });
  expect(firstQuote({ ...row, fluctuationsRatio: '1.20' })).toMatchObject({ change: null, direction: null });
});

test('a direction from the page’s own mapping is used as it is', () => {
  const rise = { direction: '=RISING' };
  expect(firstQuote(page({ compareToPreviousClosePrice: '38.45', fluctuationsRatio: '1.20' }), rise)).toMatchObject({
    direction: 'up',
  });
});

test('a percent without a change gets its sign from the direction', () => {
  const row = { itemCode: '098760', closePrice: '51,200', fluctuationsRatio: '1.54' };
  expect(firstQuote(polling({ ...row, compareToPreviousPrice: { name: 'FALLING' } }))).toMatchObject({
    price: 51200,
    change: null,
    changePercent: -1.54,
    direction: 'down',
  });
});
