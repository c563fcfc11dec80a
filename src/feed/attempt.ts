/**
 * Runs a request with a time limit. Never rejects. A page may have replaced `fetch` by a function that ignores its
 * signal, so the result does not depend on the request ending when it is aborted.
 *
 * @param limit the time limit in ms
 * @param signal aborts the request
 * @param run makes the request and reads the response
 * @returns the result of `run`, or the reason why there is none. `network` includes an aborted request.
 */
export async function attempt<T extends object>(
  limit: number,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T | 'network' | 'timeout'> {
  // `AbortSignal.any` and `AbortSignal.timeout` are not used, because in WebKitGTK 2.50 their signals sometimes never
  // abort.
  const request = new AbortController();
  let hasTimedOut = false;
  const timer = setTimeout(() => {
    hasTimedOut = true;
    request.abort();
  }, limit);
  signal.addEventListener('abort', () => request.abort(), { __proto__: null, signal: request.signal });
  const aborted = new Promise<never>((_, reject) => request.signal.addEventListener('abort', reject));
  try {
    return await Promise.race([run(request.signal), aborted]);
  } catch {
    return hasTimedOut ? 'timeout' : 'network';
  } finally {
    clearTimeout(timer);
    // Aborting cancels a body that has not been read completely, and removes the listener from `signal`.
    request.abort();
  }
}
