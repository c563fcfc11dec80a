// The market that all pages show: the same quotes and the same updates for each page.

/** A generator of random numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const round = (value) => Math.round(value * 100) / 100;

/** The numbers of a quote, consistent with one another. */
export function numbers(previousClose, change) {
  return {
    price: round(previousClose + change),
    change: round(change),
    changePercent: round((change / previousClose) * 100),
    previousClose,
  };
}

/** The previous close. Every fifth is near 1,000, so that its price gains and loses a digit. */
const closeOf = (index, random) => round(index % 5 === 0 ? 998 + random() * 4 : 100 + random() * 8900);

/**
 * A market with `count` quotes. Each moves within 2 percent of its previous close; when its change passes zero, its direction
 * flips.
 */
export function createMarket(count) {
  const random = seeded(20_261_123);
  const quotes = Array.from({ length: count }, (_, index) => ({
    id: `Q${index}`,
    name: `INDEX ${index}`,
    previousClose: closeOf(index, random),
    share: (random() - 0.5) * 0.03,
  }));

  const now = ({ previousClose, share }) => numbers(previousClose, previousClose * share);

  return {
    /** The canonical feed. Its ttl is so long that it is not reloaded during a measurement. */
    feed: () => ({
      version: 1,
      ttl: 86_400,
      items: quotes.map((quote) => ({ id: quote.id, name: quote.name, kind: 'index', ...now(quote) })),
    }),
    /** The next update of one of the quotes, as an item of a partial feed. */
    move() {
      const quote = quotes[Math.floor(random() * count)];
      quote.share = Math.max(-0.02, Math.min(0.02, quote.share + (random() - 0.5) * 0.004));
      return { id: quote.id, ...now(quote) };
    },
  };
}
