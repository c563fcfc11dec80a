import { describe, expect, test } from 'vitest';
import '../../../src/adapters/dunamu.js';
import { coin, forex } from '../../support/fixtures/adapters/dunamu.js';
import { parserFor } from '../../support/fixtures/adapters/read.js';

const parse = parserFor('dunamu');
const firstQuote = (row: object) => parse([row]).quotes[0]!;

describe('a signed number that contradicts the word for the direction', () => {
  const signed = {
    changePrice: 16.6,
    changeRate: 0.0126717557,
    signedChangePrice: 16.6,
    signedChangeRate: 0.0126717557,
  };
  const unknown = { price: 1326.6, change: null, changePercent: null, direction: null };

  test.each<[string, object]>([
    ['a rise in points', { ...signed, signedChangeRate: undefined }],
    ['a rise in percent', { ...signed, signedChangePrice: undefined }],
    ['a rise in both', signed],
    ['a rise as text', { signedChangePrice: '16.6', changePrice: undefined, signedChangeRate: undefined }],
    ['a fall', { signedChangePrice: -16.6, signedChangeRate: -0.0126717557 }],
  ])('%s: neither the number nor the word is used', (title, numbers) => {
    const word = title === 'a fall' ? 'RISE' : 'FALL';
    const feed = parse([forex('FRX.KRWUSD', { ...numbers, change: word })]);
    expect(feed.quotes).toMatchObject([unknown]);
    expect(feed.issues.length).toBeGreaterThan(0);
    expect(firstQuote(forex('FRX.KRWUSD', { ...numbers, change: 'EVEN' }))).toMatchObject(unknown);
  });

  test('the previous close decides which of the two is right', () => {
    const row = coin({ change: 'FALL', signed_change_price: 1000000, signed_change_rate: 0.01 });
    expect(firstQuote(row)).toMatchObject({ change: -1000000, direction: 'down' });
  });
});
