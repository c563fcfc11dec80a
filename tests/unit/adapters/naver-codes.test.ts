import { describe, expect, test } from 'vitest';
import '../../../src/adapters/naver.js';
import {
  bond,
  hana,
  indicators,
  kosdaq,
  kospi,
  legacy,
  legacyIndex,
  polling,
} from '../../support/fixtures/adapters/naver.js';
import { issuesOf, noItems, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('naver');
const firstQuote = (payload: unknown, paths?: object) => parse(payload, paths).quotes[0]!;

describe('other responses with the same field names', () => {
  test('reads the list of indicators, a bare array whose direction is a bare word', () => {
    expect(parse(indicators)).toMatchObject({ issues: [], ttl: null });
    expect(parse(indicators).quotes).toEqual([
      quote({
        id: 'KOSPI200',
        name: { ko: '코스피 200', en: 'KOSPI200' },
        kind: 'index',
        price: 421.37,
        change: -6.38,
        changePercent: -1.49,
        previousClose: 427.75,
        direction: 'down',
        asOf: Date.parse('2027-03-10T06:30:00Z'),
        state: 'closed',
        delay: 3,
      }),
    ]);
  });

  test('calculates the change from the last close alone', () => {
    const row = { itemCode: 'KPI200', currentPrice: '421.37', lastClosePrice: '427.75' };
    expect(firstQuote([row])).toMatchObject({ change: -6.38, previousClose: 427.75 });
  });

  test('a page of one bond has the kind `rate`', () => {
    expect(parse(bond).quotes).toEqual([
      quote({
        id: 'KR9YT=RR',
        name: { ko: '시험 국채 9년' },
        kind: 'rate',
        price: 3.12,
        change: 0.03,
        changePercent: 0.97,
        previousClose: 3.09,
        direction: 'up',
        decimals: 3,
        asOf: Date.parse('2027-03-10T06:05:00Z'),
        state: 'closed',
        delay: 0,
      }),
    ]);
  });

  test('in the table of Hana bank, the time of the announcement is used, not the business day', () => {
    expect(parse({ items: [hana('FX_USDKRW', { name: '미국 USD', localTradedAt: '2027-03-08' })] }).quotes).toEqual([
      quote({
        id: 'USD/KRW',
        kind: 'fx',
        price: 1312.4,
        change: -7.6,
        changePercent: -0.58,
        previousClose: 1320,
        direction: 'down',
        base: 'USD',
        quote: 'KRW',
        asOf: Date.parse('2027-03-10T06:55:12Z'),
      }),
    ]);
  });

  test('reads a page of one exchange rate in `exchangeInfo`', () => {
    const exchangeInfo = {
      reutersCode: 'FX_EURKRW',
      closePrice: '1,500.50',
      fluctuations: '0.50',
      fluctuationsRatio: '0.03',
      fluctuationsType: { code: '2' },
      localTradedAt: '20270310153000',
    };
    const feed = parse({ exchangeInfo });
    expect(feed.issues).toEqual([]);
    expect(feed.quotes).toMatchObject([
      // A time without a zone is a Seoul time.
      { id: 'EUR/KRW', price: 1500.5, change: 0.5, asOf: Date.parse('2027-03-10T06:30:00Z') },
    ]);
  });
});

describe('the code tells the kind', () => {
  const fx = (code: string) => firstQuote({ items: [hana(code)] });

  test.each([
    ['FX_USDKRW', 'USD/KRW', 1],
    ['FX_JPYKRW', 'JPY/KRW', 100],
    ['FX_IDRKRW', 'IDR/KRW', 100],
    ['FX_VNDKRW', 'VND/KRW', 100],
    // Only prices in won are for 100 units.
    ['FX_JPYUSD', 'JPY/USD', 1],
    ['FX_USDJPY', 'USD/JPY', 1],
  ])('%s is %s per %i', (code, id, per) => {
    const [base, other] = id.split('/');
    expect(fx(code)).toMatchObject({ id, name: id, kind: 'fx', base, quote: other, per });
  });

  test.each(['XFX_USDKRW', 'FX_USDKRW2', 'FX_USDKRWX', 'FX_USDKR', 'FX_usdkrw', 'FX_123KRW', 'FX_USD123'])(
    '%s is no currency pair',
    (code) => {
      expect(fx(code)).toMatchObject({ id: code, kind: 'other', base: null, quote: null });
    },
  );

  test.each([
    ['098760', 'equity', 0],
    ['98760', 'other', 2],
    ['0987600', 'other', 2],
    ['A098760', 'equity', 0],
    ['098760A', 'other', 2],
    ['KR9YT=RR', 'rate', 3],
    ['KR9YT=RRX', 'other', 2],
    ['=RRKR9YT', 'other', 2],
    ['.XYZ', 'index', 2],
    ['KOSDAQ', 'index', 2],
    ['KPI100', 'index', 2],
    // Foreign shares.
    ['KO', 'other', 2],
    ['KOSPIX', 'other', 2],
    ['XKOSPI', 'other', 2],
    ['XYZ.O', 'other', 2],
    ['xyz', 'other', 2],
  ])('%s has the kind %s and %i decimals', (itemCode, kind, decimals) => {
    expect(firstQuote(polling({ itemCode, closePrice: '100' }))).toMatchObject({ id: itemCode, kind, decimals });
  });

  test('an `indexName` tells that it is an index', () => {
    expect(firstQuote([{ itemCode: 'XYZ', indexName: '엑스', closePrice: '100' }]).kind).toBe('index');
    expect(firstQuote([{ itemCode: 'XYZ', indexName: '', stockName: '엑스', closePrice: '100' }]).kind).toBe('other');
  });

  // Since 2024, codes of new listings have letters among their six characters. Those of preferred shares have had them
  // for long.
  test.each(['00098K', '0009A0'])('%s is a share as well', (itemCode) => {
    expect(firstQuote(polling({ itemCode, closePrice: '51,200' }))).toMatchObject({ kind: 'equity', decimals: 0 });
  });

  test.each(['stock', 'etf', 'etn'])('the list says that it is a share: %s', (stockEndType) => {
    const row = { reutersCode: 'ABC.O', stockName: '에이비씨', stockEndType, closePrice: '12.50', unit: 'USD' };
    expect(firstQuote([row])).toMatchObject({ id: 'ABC.O', name: { ko: '에이비씨' }, kind: 'equity', unit: 'USD' });
  });

  test('the kind that the list gives is preferred to a guess, and an unknown kind is reported', () => {
    expect(firstQuote([{ itemCode: 'X=RR', stockEndType: 'index', closePrice: '1' }]).kind).toBe('index');
    const feed = parse([{ itemCode: 'XYZ', stockEndType: 'warrant', closePrice: '1' }]);
    expect(feed.quotes[0]!.kind).toBe('other');
    expect(issuesOf(feed)).toEqual(['[0].kind unreadable dropped']);
  });

  test('a row without any code is left out', () => {
    expect(issuesOf(parse(polling({ closePrice: '1' }, kosdaq)))).toEqual(['datas[0].id no-id skipped']);
  });
});

describe('payloads that are refused', () => {
  test.each([[null], ['Too Many Requests'], [42], [undefined], [true]])('%j is refused', (payload) => {
    expect(parse(payload)).toMatchObject(refusal('not-a-feed', payload));
  });

  test('`datas` that is no list is refused, and so is an empty array', () => {
    const payload = { datas: null };
    expect(parse(payload)).toMatchObject(refusal('not-a-feed', payload));
    expect(parse([])).toMatchObject(noItems);
    expect(parse({ items: [] })).toMatchObject(noItems);
  });
});

describe('a page’s own mapping', () => {
  test('adds fields, also to the legacy response', () => {
    const paths = { url: '=/markets' };
    expect(firstQuote(polling(kospi), paths).url).toBe('/markets');
    expect(firstQuote(legacy('SERVICE_INDEX', legacyIndex), paths).url).toBe('/markets');
    expect(firstQuote(indicators, { price: 'lastClosePrice' }).price).toBe(427.75);
  });

  test('can give a name in one language', () => {
    expect(firstQuote(polling(kospi), { name: '=Seoul' }).name).toBe('Seoul');
  });
});
