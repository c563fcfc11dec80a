import { expect, test } from 'vitest';
import { parseFeed } from '../../../src/feed.js';
import { createParser } from '../../../src/adapters/create-parser.js';
import '../../../src/adapters/paths.js';

/** Bound: a path of a mapping has at most 1,000 characters. A longer one is reported, and the rest of the mapping counts. */
test.each(['a.', '*.', 'a|', '={a}', '$'])(
  'a path of 500,000 times `%s` in a mapping is reported and left out',
  (part) => {
    const path = part.repeat(500_000);
    for (const [name, mapping] of Object.entries({
      price: { id: 'id', price: path },
      items: { items: path, id: 'id', price: 'price' },
    })) {
      const { issues } = createParser('paths', JSON.stringify(mapping), () => {})([{ id: 'A', price: 1 }], Date.now());
      expect(issues).toContainEqual(expect.objectContaining({ path: `paths.${name}`, rule: 'wrong-mapping' }));
    }
  },
);

/** Bound: a price is never printed as 0. */
test.each([5e-324, 1e-320, 4.9e-9, '0.000000001'])('a price of %s, which would print as 0, is a dash', (price) => {
  const { quotes, issues } = parseFeed(
    {
      items: [
        { id: 'A', price },
        { id: 'B', price: 1 },
      ],
    },
    { now: Date.now() },
  );
  expect(quotes[0]?.price).toBe(null);
  expect(issues).toContainEqual(
    expect.objectContaining({ path: 'items[0].price', rule: 'no-price', action: 'dropped' }),
  );
});
