import type { FeedVersion } from './current-feed.js';
import { createBody, type Body, type BodyOptions } from './body.js';
import type { TimedText } from './timed-text.js';

/** The maximum number of cached texts of one version. Each language, palette and width needs its own. */
const MAX_TEXTS = 100;

/**
 * Caches the texts that are created from a version of the feed, by a key. A text is created again when the version
 * changes, and when its statement of the data's age changes.
 */
export function createViewCache(options: Pick<BodyOptions, 'type' | 'headers' | 'variesByOrigin'>) {
  let known: FeedVersion | undefined;
  const bodies = new Map<string, { readonly body: Body; readonly changesAt: number }>();

  return (version: FeedVersion, key: string, now: number, write: () => TimedText): Body => {
    if (known !== version) bodies.clear();
    known = version;
    const entry = bodies.get(key);
    if (entry && now < entry.changesAt) return entry.body;
    if (bodies.size >= MAX_TEXTS) bodies.clear();
    const { text, changesAt } = write();
    const changedAt = entry ? now : version.changedAt;
    const body = createBody(`${text}\n`, { ...options, changedAt, maxAge: maxAgeOf(version) });
    bodies.set(key, { body, changesAt });
    return body;
  };
}

/** How long in seconds caches may keep a response if the feed states no interval. */
const DEFAULT_MAX_AGE = 5;

/** Returns how long in seconds caches may keep a response: the polling interval of the feed. */
export const maxAgeOf = ({ merged }: FeedVersion): number => merged.feed.ttl ?? DEFAULT_MAX_AGE;
