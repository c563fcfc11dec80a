export interface Random {
  /** Returns a number from 0 to 1. */
  next(): number;
  of<T>(things: readonly T[]): T;
}

/** A generator of random numbers that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): Random {
  const next = (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, of: <T>(things: readonly T[]): T => things[Math.floor(next() * things.length)]! };
}
