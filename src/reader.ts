import { parseFeed, type Adapter, type Feed } from './feed.js';

type Reader = (payload: unknown) => Feed;

const canonicalReader: Reader = (payload) => parseFeed(payload);
const readers = new WeakMap<Adapter, Reader>();

/** How payloads are read with an adapter. One function per adapter, so that elements with the same one share a source. */
export function reader(adapter: Adapter | null | undefined): Reader {
  if (!adapter) return canonicalReader;
  let read = readers.get(adapter);
  if (!read) readers.set(adapter, (read = (payload) => parseFeed(payload, { adapter })));
  return read;
}
