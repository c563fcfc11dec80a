import { pageTime } from '../clock/page-time.js';

/**
 * The shortest time in ms between a request and the next catch-up request. If a stream is interrupted often, this time
 * limits the requests.
 */
export const CATCH_UP_INTERVAL = 5000;

/**
 * Keeps track of whether updates from a stream may have been missed, and plans the catch-up request that fetches them.
 * Only the response to a request that was made after the stream opened is certain to contain the missed updates. The
 * stream does not send them again.
 */
export function createCatchUp() {
  let dueAt = Infinity;
  let requestedAt = -Infinity;
  let openedAt = -Infinity;
  let isNeeded = true;

  /**
   * Plans a catch-up request.
   *
   * @param delay the delay in ms after the earliest time for the request
   */
  const plan = (delay: number): void => {
    isNeeded = true;
    dueAt = Math.min(dueAt, Math.max(pageTime(), requestedAt + CATCH_UP_INTERVAL) + delay);
  };

  return {
    /** Returns the `pageTime` of the next catch-up request; Infinity if none is planned. */
    dueAt: (): number => dueAt,
    /** Returns whether updates may have been missed. */
    isNeeded: (): boolean => isNeeded,
    plan,
    cancel: (): void => void (dueAt = Infinity),
    /** To be called when any request for the feed is made. */
    onRequest: (): void => {
      requestedAt = pageTime();
      dueAt = Infinity;
    },
    /** To be called when the response to the last request has arrived. */
    onResponse: (): void => void (isNeeded = requestedAt < openedAt),
    /** To be called when the stream has opened, either for the first time or again. */
    onOpen: (isReopened: boolean): void => {
      openedAt = pageTime();
      // After the first opening, the next poll fetches the updates that were sent earlier, and updates from the stream
      // do not postpone this poll. After a break, an earlier catch-up request is made. Its delay is random, so that the
      // browsers of all readers do not send this request at once after a server restart.
      isNeeded = true;
      if (isReopened) plan(Math.random() * CATCH_UP_INTERVAL);
    },
  };
}
