import { pageTime } from '../clock/page-time.js';

/** The earliest `pageTime` at which a server allows the next request for a URL, by URL. */
const limits = new Map<string, number>();

/** Returns the `pageTime` before which a URL may not be requested again; 0 if its server has not set a limit. */
export const allowedAt = (url: string | null): number => limits.get(url ?? '') ?? 0;

/**
 * Keeps the limit that a server has set for a URL with `Retry-After`. It holds for every source of the page, because
 * feeds of one URL that are read by different adapters have different sources.
 *
 * @param time a `pageTime`; 0 removes the limit
 */
export function limitRequests(url: string | null, time: number): void {
  const now = pageTime();
  for (const [limited, until] of limits) if (until <= now) limits.delete(limited);
  if (time > now) limits.set(url ?? '', time);
  else limits.delete(url ?? '');
}
