import { describe, expect, test } from 'vitest';
import { missingParts } from '../../../demo/builder/missing-parts.js';
import { suggestReadings } from '../../../demo/builder/suggest-readings.js';
import { now } from '../../support/fixtures/adapters/read.js';

const missing = (payload: unknown) => missingParts(suggestReadings(payload, now)[0]!);
const asOf = '2025-06-09T15:30:00+09:00';

describe('the builder says what readers of a strip will miss', () => {
  test('if no item has a change or a percent', () => {
    expect(missing([{ id: 'A', price: 10, asOf }])).toEqual(['change']);
    expect(missing([{ id: 'A', price: 10, changePercent: 1, asOf }])).toEqual([]);
    expect(
      missing([
        { id: 'A', price: 10, asOf },
        { id: 'B', price: 10, change: -1, asOf },
      ]),
    ).toEqual([]);
  });

  test('if neither the items nor the feed have a time', () => {
    const items = [{ id: 'A', price: 10, change: -1 }];
    expect(missing({ items })).toEqual(['time']);
    expect(missing({ items, generatedAt: asOf })).toEqual([]);
  });

  test('but not again if a time is there and unused', () => {
    const reading = suggestReadings([{ id: 'A', price: 10, change: -1, tradeClock: '15:30:00' }], now)[0]!;
    expect(missingParts({ ...reading, warnings: [{ kind: 'time', path: 'tradeClock', values: [] }] })).toEqual([]);
  });
});
