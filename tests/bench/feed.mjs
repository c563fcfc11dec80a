// The market that all pages show: the same quotes and the same moves for each of them.

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const round = (value) => Math.round(value * 100) / 100;

/** The numbers of a quote, which agree with one another. */
export function numbers(previousClose, change) {
  return {
    price: round(previousClose + change),
    change: round(change),
    changePercent: round((change / previousClose) * 100),
    previousClose,
  };
}

/** Every fifth stands near 1,000, so that a digit comes and goes. */
const closeOf = (index, random) => round(index % 5 === 0 ? 998 + random() * 4 : 100 + random() * 8900);

/**
 * A market of so many quotes. Each has walked a little from its previous close, within 2 percent; on its way through
 * zero the direction flips.
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
    /** The canonical feed. It asks for no reload during a measurement. */
    feed: () => ({
      version: 1,
      ttl: 86_400,
      items: quotes.map((quote) => ({ id: quote.id, name: quote.name, kind: 'index', ...now(quote) })),
    }),
    /** The next move of one of the quotes, as an item of a partial feed. */
    move() {
      const quote = quotes[Math.floor(random() * count)];
      quote.share = Math.max(-0.02, Math.min(0.02, quote.share + (random() - 0.5) * 0.004));
      return { id: quote.id, ...now(quote) };
    },
  };
}
