/** Returns a zip archive. The same files give the same bytes. */
export function zip(files: Iterable<readonly [path: string, content: Uint8Array]>): Uint8Array;
