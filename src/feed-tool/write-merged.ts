import { MAX_BYTES } from '../feed/read-text.js';
import { writeFeed } from '../model/write-feed.js';
import type { MergedFeed } from './types.js';

/** Writes a merged feed as canonical JSON. Items whose previous close is from the tool's own record are marked. */
export function writeMerged({ feed, ownCloses }: Pick<MergedFeed, 'feed' | 'ownCloses'>): string {
  const written = writeFeed(feed);
  const items = written.items.map((item) =>
    ownCloses.has(String(item.id)) ? { ...item, previousCloseFrom: 'own record' } : item,
  );
  return JSON.stringify({ ...written, items });
}

/** Whether a text is larger than readers accept. */
export const isTooLarge = (text: string): boolean => Buffer.byteLength(text) > MAX_BYTES;
