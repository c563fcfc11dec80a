import { isPlaceholder } from './markup.js';
import { DEFAULTS, parseWords, type State } from './state.js';

/** The address in the configuration where that of the source is still unknown. */
export const SOURCE_PLACEHOLDER = 'https://example.com/quotes.json';

/** The configuration of `market-ticker-feed`, and the keys that it reads from the environment. */
export interface FeedConfigFiles {
  /** The text of `feed.config.json`. */
  readonly config: string;
  /** The keys of the address by the name of their variable; empty if the address has none. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Returns the configuration that reads the chosen feed as the strip here does, with the chosen items in their order. */
export function feedConfig(state: State): FeedConfigFiles {
  const { adapter, paths, symbols, interval } = state;
  const address = sourceAddress(state);
  const { url, keys } = withoutKeys(address);
  const ids = [...new Set(parseWords(symbols))].filter((id) => id.length <= 64).slice(0, 500);
  const isOwnAdapter = adapter !== DEFAULTS.adapter;
  const { hostname } = new URL(address);
  const config = {
    $schema: './node_modules/market-ticker/dist/feed.config.schema.json',
    sources: [
      {
        name: isOwnAdapter && adapter !== 'paths' ? adapter : 'quotes',
        url,
        ...(isOwnAdapter && { adapter }),
        ...(isOwnAdapter && paths && { paths: JSON.parse(paths) as object }),
        ...(Number(interval) >= 1 && { every: Number(interval) }),
      },
    ],
    ...(ids.length && { items: ids }),
    ...(isPrivate(hostname) && { allowPrivate: [hostname] }),
  };
  return { config: JSON.stringify(config, null, 2), keys };
}

/** Whether the address of the source is still to be filled in. A relative address has no host that the command could ask. */
export const lacksSourceAddress = (state: State): boolean => isPlaceholder(state) || !URL.canParse(state.src);

const sourceAddress = (state: State): string => (lacksSourceAddress(state) ? SOURCE_PLACEHOLDER : state.src);

/** Replaces the values of parameters that look like keys by variables, because a key has no place in a configuration. */
function withoutKeys(address: string): { url: string; keys: Map<string, string> } {
  const keys = new Map<string, string>();
  const url = address.replace(/([?&])([^=&#]+)=([^&#]+)/g, (parameter, mark: string, name: string, value: string) => {
    if (!/key|token|secret|auth|passw/i.test(name) || value.startsWith('${')) return parameter;
    const base = name
      .replace(/(?<=[a-z\d])(?=[A-Z])/g, '_')
      .replace(/\W+/g, '_')
      .toUpperCase();
    const variable = /^[A-Z_]/.test(base) ? base : `KEY_${base}`;
    keys.set(variable, value);
    return `${mark}${name}=\${${variable}}`;
  });
  return { url, keys };
}

/** Whether a host is of the own machine or network. The command asks such a host only if the configuration names it. */
const isPrivate = (hostname: string): boolean =>
  /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[)/.test(hostname);
