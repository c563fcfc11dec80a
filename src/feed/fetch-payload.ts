import { urlOf } from '../model/url-of.js';
import { nodeRequest } from './node-request.js';
import { MAX_BYTES, readText, type SomeResponse } from './read-text.js';

const MAX_REDIRECTS = 5;

/**
 * Requests a JSON document from a server that may be broken or hostile, in Node and in edge runtimes. The promise is
 * rejected if:
 *
 * - the response is not complete within the time limit, redirects included
 * - the body is larger than 1 MiB after decompression, or is not JSON
 * - the status is not 2xx
 * - a redirect leads to another origin, or there are more than five redirects
 *
 * The connection is then closed. The error message says why, and contains nothing of the response.
 *
 * @param address the absolute URL of the document
 * @param seconds the time limit
 * @returns the parsed document, for `parseFeed`
 */
export async function fetchPayload(address: string | URL, seconds = 10): Promise<unknown> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The result does not depend on the request ending when it is aborted.
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`the upstream’s response was not complete after ${seconds} s`);
    timer = setTimeout(() => reject(error), seconds * 1000);
  });
  try {
    return await Promise.race([read(new URL(address), controller.signal), late]);
  } finally {
    clearTimeout(timer);
    controller.abort(); // Closes the connection of a response that has not been read to its end.
  }
}

async function read(address: URL, signal: AbortSignal): Promise<unknown> {
  const { text, isComplete } = await readText(await request(address, signal), MAX_BYTES);
  if (!isComplete) throw new Error('the upstream’s response is larger than 1 MiB');
  return parseJson(text);
}

/** Follows redirects only within the origin, because the caller has not chosen any other origin. */
async function request(address: URL, signal: AbortSignal): Promise<SomeResponse> {
  let url = address;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response: SomeResponse = nodeRequest
      ? await nodeRequest(url, signal)
      : await fetch(url, { __proto__: null, redirect: 'manual', signal });
    const { ok, status = 0, headers, body } = response;
    const location = status >= 300 && status < 400 && headers?.get?.('location');
    if (!location) {
      if (!ok) throw new Error(`the upstream responded with ${status}`);
      return response;
    }
    const next = urlOf(location, url.href);
    if (next?.origin !== address.origin) throw new Error('the upstream redirects to a different origin');
    url = next;
    await body?.cancel();
  }
  throw new Error(`the upstream redirects more than ${MAX_REDIRECTS} times`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error of `JSON.parse` quotes the text.
    throw new Error('the upstream’s response is not JSON');
  }
}
