import type { FeedVersion } from './current-feed.js';
import { createBody, type Body, type BodyOptions } from './body.js';
import type { TimedText } from './timed-text.js';

/** The most texts of one version that are kept. Each language, palette and width makes another one. */
const MAX_TEXTS = 100;

/**
 * Keeps the texts that are made of a version of the feed, by a key. A text is made again when the version changes, and at
 * the time at which it changes by itself, because it says how old the data are.
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

/** The most seconds for which caches may keep an answer, if the feed states no pace. */
const DEFAULT_MAX_AGE = 5;

/** Returns for how many seconds caches may keep an answer: the pace of the feed. */
export const maxAgeOf = ({ merged }: FeedVersion): number => merged.feed.ttl ?? DEFAULT_MAX_AGE;
