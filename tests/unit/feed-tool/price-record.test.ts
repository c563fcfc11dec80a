import { beforeEach, describe, expect, test } from 'vitest';
import {
  completeQuote,
  recordQuote,
  type ItemRecord,
  type RecordOptions,
} from '../../../src/feed-tool/merge/price-record.js';
import { at, DAY, MINUTE, quoteOf } from './quotes.js';

const KRX = { minutes: 930, zone: 'Asia/Seoul' };
const dayOf = (date: string): number => Date.parse(date) / DAY;

/** An answer with an item: the time in Seoul at which it arrives, the price, and other fields of the item. */
type Answer = [arrival: string, price: number | null, fields?: object];

function record(answers: Answer[], options: Partial<RecordOptions> = {}, before?: ItemRecord): ItemRecord | undefined {
  let known = before;
  for (const [arrival, price, fields] of answers)
    known = recordQuote(known, quoteOf({ id: 'A', price, ...fields }), {
      receivedAt: at(arrival),
      every: 60,
      close: KRX,
      ...options,
    });
  return known;
}

/** Returns the closes as a price by day. */
const closesOf = (answers: Answer[], options?: Partial<RecordOptions>, before?: ItemRecord) =>
  Object.fromEntries(
    (record(answers, options, before)?.closes ?? []).map(({ day, price }) => [
      new Date(day * DAY).toISOString().slice(0, 10),
      price,
    ]),
  );

/** Returns the change of the last answer, as the feed has it after all answers. */
function changeOf(answers: Answer[], options?: Partial<RecordOptions>) {
  const [, price, fields] = answers.at(-1) ?? [];
  const { quote, hasOwnClose } = completeQuote(quoteOf({ id: 'A', price, ...fields }), record(answers, options));
  const { change, changePercent, previousClose, direction } = quote;
  return hasOwnClose ? [change, changePercent, previousClose, direction] : { change, previousClose, direction };
}

const unknown = { change: null, previousClose: null, direction: null };
const asOf = (time: string, rest: object = {}) => ({ asOf: `${time.replace(' ', 'T')}:00+09:00`, ...rest });
const eod = (date: string) => ({ asOf: date, delay: 'eod' });

describe('end-of-day data', () => {
  test('the price of each day is the close of the day, and the change is from the day before', () => {
    const answers: Answer[] = [
      ['2025-06-10 14:00', 100, eod('2025-06-09')],
      ['2025-06-11 14:00', 103, eod('2025-06-10')],
    ];
    expect(closesOf(answers, { close: undefined })).toEqual({ '2025-06-09': 100, '2025-06-10': 103 });
    expect(changeOf(answers, { close: undefined })).toEqual([3, 3, 100, 'up']);
    expect(changeOf(answers)).toEqual([3, 3, 100, 'up']);
  });

  test('the first day has no change, and the same day again has none either', () => {
    const first: Answer = ['2025-06-10 14:00', 100, eod('2025-06-09')];
    expect(changeOf([first])).toEqual(unknown);
    expect(changeOf([first, ['2025-06-10 15:00', 101, eod('2025-06-09')]])).toEqual(unknown);
  });

  test('a moment belongs to the day in UTC, or in the zone of the close', () => {
    const answer: Answer[] = [['2025-06-10 09:00', 100, { asOf: '2025-06-10T05:00:00+09:00', delay: 'eod' }]];
    expect(closesOf(answer, { close: undefined })).toEqual({ '2025-06-09': 100 });
    expect(closesOf(answer)).toEqual({ '2025-06-10': 100 });
  });

  test('a price without a day is no close', () => {
    expect(record([['2025-06-10 14:00', 100, { delay: 'eod' }]])).toBeUndefined();
    const known = record([['2025-06-10 14:00', 100, eod('2025-06-09')]]);
    expect(record([['2025-06-11 14:00', 103, { delay: 'eod' }]], {}, known)).toEqual(known);
  });

  test('a correction replaces the close of its day, also after the next day', () => {
    const answers: Answer[] = [
      ['2025-06-10 14:00', 100, eod('2025-06-09')],
      ['2025-06-11 14:00', 103, eod('2025-06-10')],
      ['2025-06-11 15:00', 101, eod('2025-06-09')],
    ];
    expect(closesOf(answers)).toEqual({ '2025-06-09': 101, '2025-06-10': 103 });
    expect(record(answers)?.closes).toHaveLength(2);
    expect(record(answers)?.last).toMatchObject({ price: 103, day: dayOf('2025-06-10') });
    expect(changeOf([...answers, ['2025-06-11 16:00', 103, eod('2025-06-10')]])).toEqual([2, 1.98019802, 101, 'up']);
    expect(closesOf([...answers.slice(0, 2), ['2025-06-11 16:00', 104, eod('2025-06-10')]])).toEqual({
      '2025-06-09': 100,
      '2025-06-10': 104,
    });
  });

  test('the three newest closes are kept', () => {
    const days = ['2025-06-12', '2025-06-09', '2025-06-11', '2025-06-10', '2025-06-13'];
    const answers = days.map((day, index): Answer => ['2025-06-14 14:00', index + 1, eod(day)]);
    expect(closesOf(answers)).toEqual({ '2025-06-11': 3, '2025-06-12': 1, '2025-06-13': 5 });
  });

  test('a weekend lies between two closes, but a close of more than five days before is not used', () => {
    const after = (date: string) =>
      changeOf([
        ['2025-06-07 14:00', 100, eod('2025-06-06')],
        ['2025-06-14 14:00', 103, eod(date)],
      ]);
    expect(after('2025-06-09')).toEqual([3, 3, 100, 'up']);
    expect(after('2025-06-11')).toEqual([3, 3, 100, 'up']);
    expect(after('2025-06-12')).toEqual(unknown);
  });

  test('has no trend', () => {
    const minutes: Answer[] = [
      ['2025-06-09 10:00', 1, asOf('2025-06-09 10:00')],
      ['2025-06-09 10:01', 2, asOf('2025-06-09 10:01')],
    ];
    expect(record([...minutes, ['2025-06-10 14:00', 3, eod('2025-06-09')]])?.trend).toBeNull();
  });
});

describe('a close with a time of day, of a source that states as-of times', () => {
  const open = { state: 'open' };

  test('without the time of the close in the configuration, nothing is a close', () => {
    const answers: Answer[] = [
      ['2025-06-09 15:30', 100, asOf('2025-06-09 15:30')],
      ['2025-06-09 15:31', 101, asOf('2025-06-09 15:31')],
    ];
    expect(closesOf(answers, { close: undefined })).toEqual({});
    expect(closesOf(answers)).toEqual({ '2025-06-09': 100 });
  });

  test('around the clock, the last price at or before the time is the close', () => {
    const answers: Answer[] = [
      ['2025-06-09 15:28', 99, asOf('2025-06-09 15:28', open)],
      ['2025-06-09 15:29', 100, asOf('2025-06-09 15:29', open)],
      ['2025-06-09 15:31', 101, asOf('2025-06-09 15:31', open)],
      ['2025-06-09 15:32', 102, asOf('2025-06-09 15:32', open)],
      ['2025-06-10 09:00', 106, asOf('2025-06-10 09:00', open)],
    ];
    expect(closesOf(answers)).toEqual({ '2025-06-09': 100 });
    expect(changeOf(answers)).toEqual([6, 6, 100, 'up']);
    expect(changeOf(answers.slice(0, 4))).toEqual(unknown);
  });

  test('no answer after the close, no close', () => {
    expect(closesOf([['2025-06-09 15:29', 100, asOf('2025-06-09 15:29')]])).toEqual({});
  });

  test.each([
    ['15:25', '15:35', 60, 100],
    ['15:24', '15:35', 60, undefined],
    ['15:24', '15:35', 330, 100],
    ['15:24', '15:35', 329, undefined],
  ])('from %s to %s nothing is seen, at a pace of %d s: the close is %s', (before, after, every, close) => {
    const answers: Answer[] = [
      [`2025-06-09 ${before}`, 100, asOf(`2025-06-09 ${before}`)],
      [`2025-06-09 ${after}`, 101, asOf(`2025-06-09 ${after}`)],
    ];
    expect(closesOf(answers, { every })['2025-06-09']).toBe(close);
  });

  test('of a market that closes, the last price is the close as soon as an answer arrives after the close', () => {
    const last = asOf('2025-06-09 15:30', { state: 'closed' });
    expect(closesOf([['2025-06-09 15:31', 100, last]])).toEqual({ '2025-06-09': 100 });
    expect(closesOf([['2025-06-09 15:30', 100, last]])).toEqual({ '2025-06-09': 100 });
    const answers: Answer[] = [
      ['2025-06-09 15:31', 100, last],
      ['2025-06-10 08:50', 100, last],
    ];
    expect(changeOf(answers)).toEqual(unknown);
    expect(changeOf([...answers, ['2025-06-10 09:01', 98, asOf('2025-06-10 09:01')]])).toEqual([-2, -2, 100, 'down']);
  });

  test.each([
    ['15:20', 100],
    ['15:19', undefined],
    ['15:31', undefined],
  ])('an answer of %s that arrives the next morning: the close is %s', (time, close) => {
    expect(closesOf([['2025-06-10 08:00', 100, asOf(`2025-06-09 ${time}`)]])['2025-06-09']).toBe(close);
  });

  test('a close before the last one is not known from an answer alone', () => {
    expect(closesOf([['2025-06-10 15:31', 100, asOf('2025-06-09 15:30')]])).toEqual({});
  });

  test('delayed answers are not taken for the last ones', () => {
    const delayed = (arrival: string, price: number, time: string): Answer => [
      `2025-06-09 ${arrival}`,
      price,
      asOf(`2025-06-09 ${time}`, { delay: 20 }),
    ];
    const answers = [delayed('15:41', 98, '15:21'), delayed('15:49', 99, '15:29'), delayed('15:50', 100, '15:30')];
    expect(closesOf(answers.slice(0, 2))).toEqual({});
    expect(closesOf(answers)).toEqual({ '2025-06-09': 100 });
  });

  test('a correction after the close replaces it', () => {
    const last = (price: number, arrival: string): Answer => [arrival, price, asOf('2025-06-09 15:30')];
    const answers = [last(100, '2025-06-09 15:31'), last(101, '2025-06-09 16:00'), last(102, '2025-06-10 08:00')];
    expect(closesOf(answers.slice(0, 2))).toEqual({ '2025-06-09': 101 });
    expect(closesOf(answers)).toEqual({ '2025-06-09': 102 });
  });

  test('on a holiday there is no close, and the change is that of the last trading day', () => {
    const holiday = (arrival: string): Answer => [arrival, 103, asOf('2025-06-05 15:30', { state: 'holiday' })];
    const answers: Answer[] = [
      ['2025-06-04 15:31', 100, asOf('2025-06-04 15:30')],
      ['2025-06-05 15:31', 103, asOf('2025-06-05 15:30')],
      holiday('2025-06-06 15:29'),
      holiday('2025-06-06 15:31'),
      holiday('2025-06-08 12:00'),
    ];
    expect(closesOf(answers)).toEqual({ '2025-06-04': 100, '2025-06-05': 103 });
    expect(changeOf(answers)).toEqual([3, 3, 100, 'up']);
  });

  test('an unseen business day leaves the close of the day that was seen', () => {
    const answers: Answer[] = [
      ['2025-06-09 15:31', 100, asOf('2025-06-09 15:30')],
      ['2025-06-11 10:00', 104, asOf('2025-06-11 10:00')],
    ];
    expect(changeOf(answers)).toEqual([4, 4, 100, 'up']);
  });

  test('an answer without a time is not older than one with a time', () => {
    const known = record([['2025-06-09 15:20', 100, asOf('2025-06-09 15:20')]]);
    expect(record([['2025-06-09 15:00', 101]], {}, known)?.last.price).toBe(101);
  });

  test('the time of the close itself is of before the close, and a later answer within its millisecond is not', () => {
    const close = '2025-06-09T15:30:00+09:00';
    const after = '2025-06-09T15:30:00.001+09:00';
    const answers: Answer[] = [
      ['2025-06-09 15:29', 99, asOf('2025-06-09 15:29')],
      ['2025-06-09 15:29', 100, { asOf: close }],
    ];
    expect(closesOf(answers)).toEqual({});
    expect(closesOf([...answers, ['2025-06-09 15:29', 101, { asOf: after }]])).toEqual({ '2025-06-09': 100 });
  });

  test('an end-of-day or unknown delay delays nothing', () => {
    expect(closesOf([['2025-06-09 15:31', 100, asOf('2025-06-09 15:30', { delay: null })]])).toEqual({
      '2025-06-09': 100,
    });
  });

  test('an answer of the same time as the last one replaces it', () => {
    const known = record([['2025-06-09 15:00', 100, asOf('2025-06-09 15:00')]]);
    expect(record([['2025-06-09 15:00', 101, asOf('2025-06-09 14:59')]], {}, known)).toBe(known);
  });

  test('an older answer of a cache changes nothing', () => {
    const known = record([
      ['2025-06-09 15:29', 100, asOf('2025-06-09 15:29')],
      ['2025-06-09 15:31', 101, asOf('2025-06-09 15:31')],
    ]);
    expect(record([['2025-06-09 15:32', 50, asOf('2025-06-09 15:10')]], {}, known)).toBe(known);
    expect(record([['2025-06-09 15:32', 50, asOf('2025-06-09 15:31')]], {}, known)).not.toBe(known);
  });
});

describe('a close with a time of day, of a source that states no times', () => {
  test('is the last price that arrived before the time', () => {
    const answers: Answer[] = [
      ['2025-06-09 15:28', 99],
      ['2025-06-09 15:29', 100],
      ['2025-06-09 15:31', 101],
      ['2025-06-10 09:00', 97],
    ];
    expect(closesOf(answers)).toEqual({ '2025-06-09': 100 });
    expect(changeOf(answers)).toEqual([-3, -3, 100, 'down']);
  });

  test('at midnight in UTC is the close before the day that begins', () => {
    const options = { close: { minutes: 0, zone: 'UTC' } };
    const answers: Answer[] = [
      ['2025-06-09 08:58', 100],
      ['2025-06-09 09:01', 101],
    ];
    expect(closesOf(answers, options)).toEqual({});
  });

  test('is known also if the price has not changed for an hour', () => {
    const answers: Answer[] = [
      ['2025-06-09 14:00', 100],
      ['2025-06-09 15:29', 100],
      ['2025-06-09 15:31', 100],
    ];
    expect(closesOf(answers)).toEqual({ '2025-06-09': 100 });
    expect(closesOf(answers.filter((_, index) => index !== 1))).toEqual({});
  });

  test('the answers of a weekend do not make a trading day, unless the source says that the market is open', () => {
    const weekend = (fields: object): Answer[] => [
      ['2025-06-05 15:29', 98, fields],
      ['2025-06-05 15:31', 98, fields],
      ['2025-06-06 15:29', 100, fields],
      ['2025-06-06 15:31', 100, fields],
      ['2025-06-07 15:29', 100, fields],
      ['2025-06-07 15:31', 100, fields],
    ];
    for (const fields of [{}, { state: 'closed' }, { state: 'holiday' }, { state: 'unknown' }]) {
      expect(closesOf(weekend(fields))).toEqual({ '2025-06-05': 98, '2025-06-06': 100 });
      expect(changeOf(weekend(fields))).toEqual([2, 2.04081633, 98, 'up']);
      const monday: Answer = ['2025-06-09 09:05', 101, fields];
      expect(changeOf([...weekend(fields), monday])).toEqual([1, 1, 100, 'up']);
    }
    for (const state of ['open', 'auction']) {
      expect(closesOf(weekend({ state }))).toMatchObject({ '2025-06-07': 100 });
      expect(changeOf(weekend({ state }))).toEqual([0, 0, 100, 'flat']);
    }
  });

  test('a date alone names the day, and the arrival is compared with the close', () => {
    const date = { asOf: '2025-06-09' };
    const answers: Answer[] = [
      ['2025-06-09 15:29', 100, date],
      ['2025-06-09 15:31', 101, date],
      ['2025-06-10 09:00', 101, { asOf: '2025-06-10' }],
    ];
    expect(closesOf(answers)).toEqual({ '2025-06-09': 100 });
    expect(changeOf(answers)).toEqual([1, 1, 100, 'up']);
    // The price of Friday, seen on Saturday, is not a close of Saturday.
    const friday = { asOf: '2025-06-06' };
    expect(
      closesOf([
        ['2025-06-07 15:29', 100, friday],
        ['2025-06-07 15:31', 100, friday],
      ]),
    ).toEqual({});
  });
});

describe('the clock', () => {
  test('may be set back by an hour without a wrong close', () => {
    const answers: Answer[] = [
      ['2025-06-09 15:29', 100],
      ['2025-06-09 15:31', 101],
      ['2025-06-09 14:31', 102],
      ['2025-06-09 15:29', 103],
      ['2025-06-09 15:31', 104],
    ];
    expect(closesOf(answers)).toEqual({ '2025-06-09': 103 });
  });

  test('what was recorded while it was ahead by more than a day is forgotten', () => {
    const ahead = record([
      ['2026-01-05 15:29', 100],
      ['2026-01-05 15:31', 101],
    ]);
    expect(ahead?.closes).toHaveLength(1);
    const after = record([['2025-06-09 10:00', 102]], {}, ahead);
    expect(after).toMatchObject({ closes: [], last: { price: 102, day: dayOf('2025-06-09') } });
    expect(after?.trend?.prices).toEqual([102]);
    expect(record([['2025-06-09 10:00', null]], {}, ahead)).toBeUndefined();
  });

  test('a close of the future is forgotten alone if the last price is not of the future', () => {
    const known = record([['2025-06-09 10:00', 100]]);
    const closes = ['2025-06-10', '2025-06-11'].map((date, index) => ({ day: dayOf(date), price: index + 1 }));
    const before = { ...known, closes } as ItemRecord;
    expect(closesOf([['2025-06-09 10:01', 101]], {}, before)).toEqual({ '2025-06-10': 1 });
    expect(record([['2025-06-09 10:00', null]], {}, known)).toBe(known);
  });

  test('as-of times may be ahead of the clock after it was set back', () => {
    const known = record([['2025-06-09 15:00', 100, asOf('2025-06-09 15:00')]]);
    expect(record([['2025-06-09 14:00', 101, asOf('2025-06-09 14:00')]], {}, known)?.last.price).toBe(101);
  });
});

describe('the completed quote', () => {
  let known: ItemRecord | undefined;
  beforeEach(() => {
    known = record([
      ['2025-06-09 15:29', 100],
      ['2025-06-09 15:31', 101],
      ['2025-06-10 09:00', 104],
      ['2025-06-10 09:01', 105],
    ]);
  });
  const complete = (fields: object) => completeQuote(quoteOf({ id: 'A', price: 105, ...fields }), known);

  test('has the change from the record only if its source states nothing of the change', () => {
    expect(complete({})).toMatchObject({
      hasOwnClose: true,
      quote: { change: 5, changePercent: 5, previousClose: 100 },
    });
    for (const fields of [{ change: 1 }, { changePercent: 0.5 }, { previousClose: 104 }, { changePercent: 0 }]) {
      const given = quoteOf({ id: 'A', price: 105, ...fields });
      const { quote, hasOwnClose } = complete(fields);
      expect(hasOwnClose).toBe(false);
      expect({ ...quote, trend: [] }).toEqual(given);
    }
  });

  test('keeps the direction that the source states, and has no change if the close contradicts it', () => {
    expect(complete({ direction: 'up' })).toMatchObject({ hasOwnClose: true, quote: { change: 5, direction: 'up' } });
    const contradicted = complete({ direction: 'down' });
    expect(contradicted).toMatchObject({ hasOwnClose: false, quote: { change: null, direction: 'down' } });
  });

  test('has the trend of the record only if its source states none', () => {
    expect(complete({}).quote.trend.slice(-2)).toEqual([104, 105]);
    expect(complete({ trend: [7, 8] }).quote.trend).toEqual([7, 8]);
    expect(completeQuote(quoteOf({ id: 'A', price: 100 }), record([['2025-06-09 15:29', 100]])).quote.trend).toEqual(
      [],
    );
  });

  test('is the given one if the record is of another price or of another number of units, or if there is none', () => {
    for (const fields of [{ price: 104 }, { price: null }, { per: 100 }]) {
      const given = quoteOf({ id: 'A', price: 105, ...fields });
      expect(completeQuote(given, known)).toEqual({ quote: given, hasOwnClose: false });
    }
    expect(completeQuote(quoteOf({ id: 'A', price: 105 }), undefined).hasOwnClose).toBe(false);
  });

  test('prices for another number of units begin a new record', () => {
    const after = record([['2025-06-10 09:02', 10_500, { per: 100 }]], {}, known);
    expect(after).toMatchObject({ per: 100, closes: [], trend: { prices: [10_500] } });
  });

  test('the zero of a rate is no base of a change', () => {
    const rate = (date: string, price: number): Answer => ['2025-06-12 09:00', price, { ...eod(date), kind: 'rate' }];
    expect(changeOf([rate('2025-06-09', 0), rate('2025-06-10', 0.5)])).toEqual(unknown);
    expect(changeOf([rate('2025-06-09', -0.1), rate('2025-06-10', 0.5)])).toEqual([0.6, null, -0.1, 'up']);
  });

  test('a price that is null changes nothing in the record', () => {
    expect(record([['2025-06-10 09:02', null]], {}, known)).toBe(known);
    expect(record([['2025-06-10 09:02', null]])).toBeUndefined();
  });

  test('the trend is of the trading day', () => {
    expect(known?.trend).toMatchObject({ day: dayOf('2025-06-10'), start: at('2025-06-10 09:00') });
    const utc = record(
      [
        ['2025-06-10 08:59', 1],
        ['2025-06-10 09:01', 2],
      ],
      { close: undefined },
    );
    expect(utc?.trend).toMatchObject({ start: at('2025-06-10 08:59') + 2 * MINUTE, prices: [2] });
  });
});
