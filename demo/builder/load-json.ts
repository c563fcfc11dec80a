/** Why there is no payload. */
export type LoadFailure =
  { readonly kind: 'address' | 'network' | 'json' | 'size' } | { readonly kind: 'http'; readonly status: number };

export type LoadResult = { readonly payload: unknown } | { readonly failure: LoadFailure };

/** The maximum length of an answer in characters; the tag has a limit of 1 MiB, too. */
export const MAX_CHARACTERS = 1024 * 1024;

/**
 * Requests JSON once, in the same way as the tag, with a timeout of 10 s. Rejects only when `signal` aborts; every other failure
 * is returned.
 */
export async function loadJson(address: string, credentials: string, signal: AbortSignal): Promise<LoadResult> {
  if (!URL.canParse(address, document.baseURI)) return { failure: { kind: 'address' } };
  const url = new URL(address, document.baseURI);
  if (!/^https?:$/.test(url.protocol)) return { failure: { kind: 'address' } };
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
      credentials: credentials as RequestCredentials,
      cache: 'no-cache',
    });
    if (!response.ok) return { failure: { kind: 'http', status: response.status } };
    const text = await response.text();
    if (text.length > MAX_CHARACTERS) return { failure: { kind: 'size' } };
    try {
      return { payload: JSON.parse(text) as unknown };
    } catch {
      return { failure: { kind: 'json' } };
    }
  } catch (error) {
    if (signal.aborted) throw error;
    return { failure: { kind: 'network' } };
  }
}
