import { SourceError, type LoadedConfig, type SourceAnswer, type Transport } from '../types.js';
import { marketAtInstant, type MarketItem } from './market.js';

/** The two sources that the simulated market is divided into, and the kind of their items. */
const KINDS: Readonly<Record<string, MarketItem['kind']>> = { indices: 'index', currencies: 'fx' };

const headers = new Headers({ 'content-type': 'application/json' });

/**
 * Responds to the requests of `simulatedConfig()` with the simulated market at the current time, without a network. The
 * market is always open, so that prices move whenever somebody tries the command.
 */
export const simulatedTransport: Transport = ({ source }, signal) => {
  if (signal.aborted) return Promise.reject(new SourceError('unreachable', 'the request was aborted'));
  const kind = Object.hasOwn(KINDS, source) ? KINDS[source] : undefined;
  if (!kind) return Promise.reject(new SourceError('unreachable', `there is no simulated source “${source}”`));
  const { feed } = marketAtInstant({ now: Date.now(), session: 'open' });
  const items = feed.items.filter((item) => item.kind === kind);
  const answer: SourceAnswer = { status: 200, headers, text: JSON.stringify({ ...feed, state: undefined, items }) };
  return Promise.resolve(answer);
};

/**
 * Returns the configuration of `--simulate`. It needs no key and no state file, because the market is a function of
 * time.
 */
export function simulatedConfig(): LoadedConfig {
  const source = (name: string) => ({
    name,
    // No such host exists (RFC 2606), so a real transport would request nothing.
    url: `https://simulated.invalid/${name}`,
    every: 5,
    everyClosed: 5,
    credit: { name: 'Simulated exchange' },
    licence: 'Invented numbers, only to try the tool.',
  });
  return {
    // Pages that try it come from another port.
    config: { sources: [source('indices'), source('currencies')], state: null, serve: { cors: ['*'] } },
    folder: process.cwd(),
    secrets: [],
  };
}
