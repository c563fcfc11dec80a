import { describe, expect, test } from 'vitest';
import { guessMapping } from '../../../demo/builder/guess-mapping.js';
import { suggestReadings } from '../../../demo/builder/suggest-readings.js';
import { listsByKind, signBeside, terminal } from '../../support/fixtures/builder/newspaper-feeds.js';
import { now } from '../../support/fixtures/adapters/read.js';

type Shown = readonly [id: string, price: number | null, change: number | null, percent: number | null];

/** The quotes that a strip shows with the suggested reading. */
function shown(payload: unknown): Shown[] {
  const [best] = suggestReadings(payload, now);
  return (best?.feed.quotes ?? []).map(({ id, price, change, changePercent }) => [id, price, change, changePercent]);
}

const kospi: Shown = ['KOSPI', 3166.05, -38.45, -1.2];
const kosdaq: Shown = ['KOSDAQ', 902.37, 4.12, 0.46];
const dollar: Shown = ['USD/KRW', 1326.6, -8.4, -0.63];

describe('the JSON of a newspaper’s own system', () => {
  test('can have a picture for each item, beside the link to its page', () => {
    const row = { code: 'KOSPI', price: 3166.05, change: -38.45, rate: -1.2 };
    const payload = [{ ...row, link: '/markets/kospi', logo: { url: 'https://paper.example/kr.svg', alt: 'Korea' } }];
    expect(guessMapping(payload)).toMatchObject({ url: 'link', icon: 'logo.url' });
    const flags = [{ ...row, flag: '/flags/kr.svg' }];
    expect(guessMapping(flags)).toMatchObject({ icon: 'flag' });
    expect(guessMapping([{ ...row, flag: 'KR' }])).not.toHaveProperty('icon');
  });

  test('can have rows by name, and a plus or minus next to unsigned numbers', () => {
    expect(shown(signBeside)).toEqual([kospi, kosdaq, dollar]);
    expect(guessMapping(signBeside)).toEqual({
      items: { KOSPI: 'kospi', KOSDAQ: 'kosdaq', 'USD/KRW': 'usd' },
      price: 'value',
      change: 'change',
      changePercent: 'rate',
      direction: 'sign',
      asOf: '$root.updated',
      words: { direction: { '+': 'up', '-': 'down' } },
    });
  });

  test('can have lists under several keys, and a percent named rate', () => {
    expect(shown(listsByKind)).toEqual([kospi, kosdaq, dollar]);
    expect(guessMapping(listsByKind)).toEqual({
      items: ['body.indices', 'body.fx'],
      id: 'nm',
      price: 'nowVal',
      change: 'chgVal',
      changePercent: 'rate',
      direction: 'updn',
    });
  });

  test('can have names of its own and unexplained codes: then only prices are shown', () => {
    expect(shown(terminal)).toEqual([
      ['KOSPI', 3166.05, null, null],
      ['KOSDAQ', 902.37, null, null],
      ['USDKRW', 1326.6, null, null],
    ]);
    expect(guessMapping(terminal)).toEqual({
      items: 'list',
      id: 'itemCd',
      name: 'itemNm',
      price: 'nowVal',
      change: 'chgVal',
      changePercent: 'chgRate',
      direction: 'updn',
    });
  });

  test('can have the date and the time of day in two fields', () => {
    const row = { code: 'KOSPI', price: 3166.05, bsop_date: '20270310', bsop_hour: '153000' };
    const mapping = { asOf: '={bsop_date}{bsop_hour}', zone: '+09:00' };
    expect(guessMapping({ output: [row] })).toMatchObject(mapping);
    const times = suggestReadings({ output: [row] }, now)[0]!.feed.quotes.map(({ asOf }) => asOf);
    expect(times).toEqual([Date.parse('2027-03-10T15:30:00+09:00')]);
    const written = { code: 'KOSPI', price: 3166.05, date: '2027-03-10', time: '15:30' };
    expect(guessMapping([written])).toMatchObject({ asOf: '={date} {time}', zone: '+09:00' });
    // The zone of another market is unknown, and a time with another name may be that of something else.
    expect(guessMapping([{ ...written, code: 'NIKKEI' }])).toMatchObject({ asOf: 'date' });
    expect(guessMapping([{ ...row, bsop_hour: undefined, open_hour: '090000' }])).not.toHaveProperty('zone', '+09:00');
  });

  test('can be entirely in Korean', () => {
    const row = (지수명: string, 현재지수: string, 전일대비: string, 등락률: string, 등락구분: string) => ({
      지수명,
      현재지수,
      전일대비,
      '등락률(%)': 등락률,
      등락구분,
      기준시각: '2027.03.10',
    });
    const payload = {
      지수: [row('코스피', '3,166.05', '38.45', '1.20', '하락'), row('코스닥', '902.37', '4.12', '0.46', '상승')],
    };
    expect(shown(payload)).toEqual([
      ['코스피', ...kospi.slice(1)],
      ['코스닥', ...kosdaq.slice(1)],
    ]);
    expect(guessMapping(payload)).toMatchObject({ asOf: '기준시각' });
  });
});

describe('price, change and percent are found by arithmetic', () => {
  test.each<[title: string, row: object, expected: object]>([
    [
      'whatever their names',
      { id: 'KOSPI', a: '38.45', b: '3,166.05', c: '-1.20' },
      { price: 'b', change: 'a', changePercent: 'c' },
    ],
    [
      'even if the names contradict it',
      { id: 'KOSPI', price: '-1.20', change: '38.45', rate: '3,166.05' },
      { price: 'rate', change: 'change', changePercent: 'price' },
    ],
    [
      'where the percent divides by today’s price',
      { id: 'USD/KRW', cur: '1,326.60', amount: '-80.00', x: '-6.03' },
      { price: 'cur', change: 'amount', changePercent: 'x' },
    ],
    [
      'where the percent is truncated instead of rounded',
      { id: 'KOSPI', cur: '3,166.05', diff: '-38.45', x: '-1.19' },
      { price: 'cur', change: 'diff', changePercent: 'x' },
    ],
    [
      'where the percent is a fraction',
      { id: 'KOSPI', last: 3166.05, chg: -38.45, rate: -0.012 },
      { price: 'last', changePercent: 'rate', percentUnit: 'fraction' },
    ],
    [
      'where the percent is in hundredths',
      { id: 'KOSPI', last: 3166.05, chg: -38.45, rate: -120 },
      { price: 'last', changePercent: 'rate', factor: { changePercent: 0.01 } },
    ],
    [
      'among the other prices of the day',
      { id: 'KOSPI', open: 3200.1, high: 3204.5, low: 3160.2, end: 3166.05, base: 3204.5, diff: -38.45, ratio: -1.2 },
      { price: 'end', change: 'diff', changePercent: 'ratio', previousClose: 'base' },
    ],
    [
      'with the previous close that fits them',
      { id: 'KOSPI', last: '3,166.05', chg: '-38.45', pct: '-1.20', prev: '3,100.00', prevClose: '3,204.50' },
      { price: 'last', previousClose: 'prevClose' },
    ],
    [
      'with signs, if the same numbers are also there without',
      { id: 'KOSPI', last: 3166.05, change: 38.45, rate: 1.2, signedChange: -38.45, signedRate: -1.2 },
      { change: 'signedChange', changePercent: 'signedRate' },
    ],
    [
      'with a previous close in an object of its own',
      { id: 'KOSPI', day: { close: 3166.05 }, prevDay: { close: 3204.5 }, change: -38.45, pct: -1.2 },
      { price: 'day.close', previousClose: 'prevDay.close' },
    ],
  ])('%s', (_, row, expected) => expect(guessMapping([row])).toMatchObject(expected));

  test('with the price after the change, not the one before', () => {
    const rows = [
      { id: 'ROSE', x1: 898.25, x2: 902.37, x3: 4.12, x4: 0.46 },
      { id: 'FELL', x1: 504.5, x2: 466.05, x3: -38.45, x4: -7.62 },
    ];
    expect(guessMapping(rows)).toMatchObject({ price: 'x2', previousClose: 'x1' });
  });

  test.each<[string, object]>([
    ['zeros', { id: 'A', last: '100.00', a: '0.00', b: '0.00' }],
    ['two numbers that are nearly equal', { id: 'A', last: '1,192.8', a: '1,192', b: 1 }],
  ])('are not proven by %s', (_, row) => expect(guessMapping([row])).toEqual({ id: 'id', price: 'last' }));

  test('leave out a previous close that does not fit', () => {
    const row = { id: 'KOSPI', last: '3,166.05', chg: '-38.45', pct: '-1.20', prev: '3,100.00' };
    expect(guessMapping([row])).not.toHaveProperty('previousClose');
  });

  test('do not include a field that only sounds like the previous close, because it would make up a change', () => {
    const row = { symbol: 'ALPHA', regularMarketPrice: 102, chartPreviousClose: 80 };
    expect(guessMapping([row])).toEqual({ id: 'symbol', price: 'regularMarketPrice' });
  });

  test('include a previous close that is named after the price, and no other number of the previous day', () => {
    expect(guessMapping([{ id: 'A', rate: 1451.3, previousRate: 1449 }])).toMatchObject({
      price: 'rate',
      previousClose: 'previousRate',
    });
    expect(guessMapping([{ id: 'A', price: 1451.3, previousRate: 1449 }])).not.toHaveProperty('previousClose');
  });

  test('are not found by chance among many numbers', () => {
    const row = {
      symbol: 'ALPHA',
      regularMarketPrice: 152.1,
      regularMarketChange: 0,
      regularMarketChangePercent: 0,
      fiftyDayAverage: 129.3,
      fiftyDayAverageChange: 22.8,
      sourceInterval: 15,
      trailingPE: 31.4,
      eps: 4.84,
    };
    expect(guessMapping([row])).toMatchObject({
      price: 'regularMarketPrice',
      change: 'regularMarketChange',
      changePercent: 'regularMarketChangePercent',
    });
  });

  test('include a price that is 0 in a row without a trade', () => {
    const rows = [
      { id: 'A', last: '102.00', chg: '2.00', pct: '2.00' },
      { id: 'B', last: '0', chg: '0', pct: '0' },
    ];
    expect(guessMapping(rows)).toMatchObject({ price: 'last', change: 'chg', changePercent: 'pct' });
  });

  test('can have a decimal comma, if no number has a decimal point', () => {
    const rows = [
      { symbol: 'ALPHA', kurs: '22.855,77', diff: '-143,72', proz: '-0,62' },
      { symbol: 'BETA', kurs: '898,50', diff: '4,50', proz: '0,50' },
    ];
    expect(guessMapping(rows)).toMatchObject({ price: 'kurs', decimal: ',' });
    expect(shown(rows)).toEqual([
      ['ALPHA', 22855.77, -143.72, -0.62],
      ['BETA', 898.5, 4.5, 0.5],
    ]);
    expect(guessMapping([{ symbol: 'ALPHA', last: '22,855.77', chg: '-143.72' }])).not.toHaveProperty('decimal');
    expect(guessMapping([{ symbol: 'ALPHA', last: '855.77', chg: '-4.50', note: '1,5' }])).not.toHaveProperty(
      'decimal',
    );
  });

  test('can have a glyph or a word next to the digits as their sign', () => {
    const rows = [
      { nm: 'KOSPI', cur: '3,166.05', diff: '▼ 38.45', ratio: '1.20%' },
      { nm: 'KOSDAQ', cur: '902.37', diff: '▲ 4.12', ratio: '0.46%' },
    ];
    expect(shown(rows)).toEqual([kospi, kosdaq]);
  });
});

describe('a percent is not taken for a price', () => {
  test('if the price has an unknown name', () => {
    const rows = [{ nm: 'USD/KRW', rate: '0.63', zz: '1,326.60', chg: '-8.40' }];
    expect(guessMapping(rows)).toMatchObject({ price: 'zz', changePercent: 'rate' });
  });

  test('if there is no price at all', () =>
    expect(guessMapping([{ nm: 'USD/KRW', rate: '0.63', chg: '8.40' }])).toBeUndefined());

  test('nor is a field whose name only sounds like a price', () => {
    expect(guessMapping([{ symbol: 'ALPHA', sourceInterval: 15, exchangeDataDelayedBy: 20 }])).toBeUndefined();
    expect(guessMapping([{ symbol: 'ALPHA', curPrc: '3,166.05', chgAmt: '0', flucRate: '0' }])).toMatchObject({
      price: 'curPrc',
      change: 'chgAmt',
    });
  });

  test('if it has a sign', () => expect(guessMapping([{ nm: 'USD/KRW', rate: '+0.63' }])).toBeUndefined());

  test('but a rate that is a price is one', () => {
    expect(guessMapping({ rates: { KRW: 1326.6, JPY: 144.25 } })).toEqual({
      items: 'rates.*',
      id: '$key',
      price: '$value',
    });
    expect(guessMapping([{ pair: 'USD/KRW', rate: '1,326.60' }])).toMatchObject({ price: 'rate' });
  });
});
