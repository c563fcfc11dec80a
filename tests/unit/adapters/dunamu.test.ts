import { describe, expect, test } from 'vitest';
import '../../../src/adapters/dunamu.js';
import { coin, forex, share } from '../../support/fixtures/adapters/dunamu.js';
import { issuesOf, noItems, quote, parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('dunamu');
const firstQuote = (row: object, paths?: object) => parse([row], paths).quotes[0]!;

describe('exchange rates', () => {
  test('reads the price of a dollar in won, with the same words as Upbit', () => {
    expect(parse([forex('FRX.KRWUSD')])).toMatchObject({ issues: [], ttl: null });
    expect(firstQuote(forex('FRX.KRWUSD'))).toEqual(
      quote({
        id: 'USD/KRW',
        kind: 'fx',
        price: 1326.6,
        change: 16.6,
        changePercent: 1.26717557,
        previousClose: 1310,
        direction: 'up',
        base: 'USD',
        quote: 'KRW',
        asOf: Date.parse('2027-03-10T06:55:49Z'),
      }),
    );
  });

  test('the price of yen in won is for 100 yen', () => {
    const yen = forex('FRX.KRWJPY', { currencyCode: 'JPY', currencyUnit: 100 });
    expect(firstQuote(yen)).toMatchObject({ id: 'JPY/KRW', base: 'JPY', quote: 'KRW', per: 100 });
  });

  test.each([
    ['FRX.KRWUSD', { currencyUnit: undefined }, 'USD/KRW', 1],
    ['FRX.KRWJPY', { currencyUnit: undefined }, 'JPY/KRW', 100],
    ['FRX.KRWVND', { currencyUnit: null }, 'VND/KRW', 100],
    ['FRX.USDKRW', { currencyUnit: 100 }, 'USD/KRW', 100],
    // The row has the unit 100, but the price is for one dollar.
    ['FRX.USDJPY', { currencyCode: 'JPY', currencyUnit: 100 }, 'USD/JPY', 1],
    ['FRX.JPYUSD', { currencyCode: 'JPY', currencyUnit: 100 }, 'USD/JPY', 1],
    ['FRX.EURUSD', { currencyCode: 'GBP' }, 'EUR/USD', 1],
  ])('%s with the unit %j is %s per %i', (code, more, id, per) => {
    const [base, other] = id.split('/');
    expect(firstQuote(forex(code, more))).toMatchObject({ id, name: id, kind: 'fx', base, quote: other, per });
  });

  test.each([
    'XFRX.KRWUSD',
    'FRX.KRWUS',
    'FRX.KRUSD',
    'FRX.KRWUSDT',
    'FRX.KRWUSD2',
    'FRX_KRWUSD',
    'frx.krwusd',
    'FRX.krwUSD',
    'FRX.KRWusd',
  ])('%s is no currency pair', (code) => {
    expect(firstQuote(forex(code))).toMatchObject({ id: code, kind: 'other', base: null, quote: null });
  });
});

describe('rates of change are fractions', () => {
  test.each([
    [0.0127, 10127, 127, 1.27],
    [0.0001, 10001, 1, 0.01],
  ])('%d is converted to 100 times that many percent points', (changeRate, tradePrice, changePrice, changePercent) => {
    const feed = parse([share({ tradePrice, changePrice, changeRate, change: 'RISE' })]);
    expect(feed.quotes).toMatchObject([{ change: changePrice, changePercent, direction: 'up' }]);
    expect(feed.issues).toEqual([]);
  });
});

describe('an unsigned change takes its sign from the word for the direction', () => {
  test.each([
    ['RISE', 'up', 800],
    ['UPPER_LIMIT', 'up', 800],
    ['EVEN', 'flat', 0],
    ['FALL', 'down', 800],
    ['LOWER_LIMIT', 'down', 800],
  ])('%s is %s', (change, direction, amount) => {
    const row = share({ change, changePrice: amount, changeRate: undefined });
    const sign = direction === 'down' ? -1 : 1;
    expect(firstQuote(row)).toMatchObject({ direction, change: sign * amount });
  });
});

describe('Upbit', () => {
  const bitcoin = quote({
    id: 'BTC/KRW',
    kind: 'crypto',
    price: 99000000,
    change: -1000000,
    changePercent: -1,
    previousClose: 100000000,
    direction: 'down',
    decimals: 0,
    base: 'BTC',
    quote: 'KRW',
    asOf: Date.parse('2027-03-10T06:59:42Z'),
  });

  test('reads a response of the REST service', () => {
    expect(parse([coin()])).toMatchObject({ quotes: [bitcoin], issues: [] });
    expect(firstQuote(coin())).toEqual(bitcoin);
  });

  test('reads a message of the WebSocket service: a single row, with its id under another name and with a state', () => {
    const frame = { type: 'ticker', code: 'KRW-BTC', ...coin({ market: undefined }), market_state: 'ACTIVE' };
    expect(parse(frame).quotes).toEqual([{ ...bitcoin, state: 'open' }]);
  });

  test('an unknown state is reported with the path of its row', () => {
    expect(issuesOf(parse([coin(), coin({ market: 'KRW-ETH', market_state: 'DELISTED' })]))).toEqual([
      '[1].state unreadable dropped',
    ]);
  });

  test('the short format is not read', () => {
    expect(issuesOf(parse({ ty: 'ticker', cd: 'KRW-BTC', tp: 99000000, c: 'FALL' }))).toContain('id no-id skipped');
  });

  test('the time of the last trade is used where there is no other time', () => {
    expect(firstQuote(coin({ timestamp: undefined })).asOf).toBe(Date.parse('2027-03-10T06:59:41Z'));
  });

  test.each([
    ['USDT-ETH', 'ETH/USDT', 'ETH', 'USDT'],
    ['ABCDE-XYZ', 'XYZ/ABCDE', 'XYZ', 'ABCDE'],
    ['KRW-STACK', 'STACK/KRW', 'STACK', 'KRW'],
    // These bases are no currency codes, but they have ids as well.
    ['KRW-1INCH', '1INCH/KRW', null, 'KRW'],
    ['KRW-INCH1', 'INCH1/KRW', null, 'KRW'],
    ['KRW-AB', 'AB/KRW', null, 'KRW'],
    ['KRW-T', 'T/KRW', null, 'KRW'],
    ['KRW-123', '123/KRW', null, 'KRW'],
    ['KRW-ABCDEF', 'ABCDEF/KRW', null, 'KRW'],
  ])('%s gets the id %s', (market, id, base, other) => {
    const feed = parse([coin({ market })]);
    expect(feed.quotes).toMatchObject([{ id, kind: 'crypto', base, quote: other }]);
    expect(feed.issues).toEqual([]);
  });

  test.each(['KR-BTC', 'ABCDEF-BTC', '1KRW-BTC', 'KRW-BTC.X', 'KRW-btc', 'KRW-', 'krw-BTC', 'KRWBTC'])(
    '%s is no coin',
    (market) => {
      expect(firstQuote(coin({ market }))).toMatchObject({ id: market, kind: 'other', decimals: 2 });
    },
  );
});

describe('Daum', () => {
  test('reads rows in `data` that have two codes each', () => {
    const feed = parse({ data: [share(), null] });
    expect(feed.quotes).toEqual([
      quote({
        id: 'A098760',
        name: { ko: '가나전자' },
        kind: 'equity',
        price: 51200,
        change: -800,
        changePercent: -1.53846154,
        previousClose: 52000,
        direction: 'down',
        decimals: 0,
      }),
    ]);
    expect(issuesOf(feed)).toEqual(['data[1] not-an-item skipped']);
  });

  test('calculates the change from a previous close alone', () => {
    const row = share({ changePrice: undefined, changeRate: undefined, prevClosingPrice: 52000 });
    expect(firstQuote(row)).toMatchObject({ change: -800, previousClose: 52000 });
  });
});

describe('every name that a source uses for a field', () => {
  const row = { code: 'A098760', change: 'RISE', tradePrice: 104 };

  test.each(['market', 'symbolCode', 'code'])('id: %s', (name) => {
    expect(firstQuote({ [name]: 'ABC', tradePrice: 1 }).id).toBe('ABC');
  });

  test.each(['basePrice', 'trade_price', 'tradePrice'])('price: %s', (name) => {
    expect(firstQuote({ code: 'X', [name]: 1234.5 }).price).toBe(1234.5);
  });

  test.each(['signedChangePrice', 'signed_change_price', 'changePrice', 'change_price'])('change: %s', (name) => {
    expect(firstQuote({ ...row, [name]: 4 })).toMatchObject({ change: 4, previousClose: 100 });
  });

  test.each(['signedChangeRate', 'signed_change_rate', 'changeRate', 'change_rate'])('percent: %s', (name) => {
    expect(firstQuote({ ...row, [name]: 0.04 })).toMatchObject({ changePercent: 4, previousClose: 100 });
  });

  test.each(['prev_closing_price', 'prevClosingPrice'])('previous close: %s', (name) => {
    expect(firstQuote({ ...row, [name]: 100 })).toMatchObject({ change: 4, previousClose: 100 });
  });
});

describe('payloads that are refused', () => {
  test.each([
    ['its message', { error: { name: 404, message: 'Code not found' } }, 'Code not found'],
    ['its name', { error: { name: 'too_many_requests' } }, 'too_many_requests'],
  ])('an error is refused with %s', (_, payload, value) => {
    expect(parse(payload)).toMatchObject(refusal('source-error', value));
  });

  test.each([[null], ['[object Blob]'], [42], [{ data: null }], [{ data: 'none' }]])('%j is refused', (payload) => {
    expect(parse(payload)).toMatchObject(refusal('not-a-feed', payload));
  });

  test('an empty list has nothing to show', () => {
    expect(parse([])).toMatchObject(noItems);
    expect(parse({ data: [] })).toMatchObject(noItems);
  });

  test('a row without any code is left out', () => {
    expect(issuesOf(parse([{ tradePrice: 1 }, share()]))).toEqual(['[0].id no-id skipped']);
  });
});

test('a page’s own mapping adds fields', () => {
  expect(firstQuote(share(), { url: '=/{symbolCode}' }).url).toBe('/A098760');
});
