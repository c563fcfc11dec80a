/** The size of the largest accepted body in bytes, after decompression (contract §4). */
export const MAX_BYTES = 2 ** 20;

/** A response of `fetch`, or of a function by which a page has replaced `fetch`. Such a function may omit parts. */
export type SomeResponse = Partial<Pick<Response, 'ok' | 'status' | 'body' | 'text'>> & { headers?: Partial<Headers> };

/**
 * Reads a body as UTF-8 until it ends or more than `limit` bytes have been read. The bytes are counted, because
 * `Content-Length` may be missing, and because it states only the compressed size of a compressed body.
 *
 * @param decoder decodes the body. Default: as UTF-8.
 */
export async function readText(
  response: SomeResponse,
  limit: number,
  decoder = new TextDecoder(),
): Promise<{ text: string; isComplete: boolean }> {
  const reader = response.body?.getReader?.();
  if (!reader) {
    // A response has no body if its status is 204, or if the page has replaced `fetch`. An empty text is not JSON.
    const text = (await response.text?.()) ?? '';
    return { text, isComplete: new Blob([text]).size <= limit };
  }
  let text = '';
  for (let bytes = 0; bytes <= limit;) {
    const { done, value } = await reader.read();
    if (done) return { text, isComplete: true };
    bytes += value.length;
    text += decoder.decode(value, { stream: true });
  }
  return { text, isComplete: false };
}
