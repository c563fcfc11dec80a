import { isPageHidden } from '../dom/members.js';

/** The Web Lock that makes a tab the leader. */
export interface TabLock {
  /** Returns whether this tab holds the lock or waits for it. */
  isRequested(): boolean;
  /**
   * Requests the lock, and leads while this tab holds it.
   *
   * @param how whether to wait for the lock, to take it from a leader that hangs, or to lead without it
   */
  request(how: 'wait' | 'steal' | 'without'): void;
  /** Releases the lock, or withdraws the request for it. */
  release(): void;
}

/**
 * Creates the lock of a tab. If the browser refuses locks, as in a frame with an opaque origin, each tab is its own
 * leader.
 *
 * @param lead makes this tab the leader, and returns a function that ends the leadership
 * @param onReleased called when this tab no longer holds or requests the lock, with whether the lock was stolen from
 *   this tab while it led
 */
export function tabLock(name: string, lead: () => () => void, onReleased: (wasTaken: boolean) => void): TabLock {
  /** Releases the lock, or withdraws the request for it. Undefined if this tab neither holds nor requests the lock. */
  let resign: (() => void) | undefined;

  const request: TabLock['request'] = (how) => {
    resign?.();
    const request = new AbortController();
    let release: (() => void) | undefined;
    const withdraw = (): void => {
      if (resign === withdraw) resign = undefined;
      request.abort();
      release?.();
      release = undefined;
    };
    resign = withdraw;
    const onLock = (): Promise<void> | undefined => {
      if (request.signal.aborted || isPageHidden()) return undefined;
      const stopLeading = lead();
      return new Promise((resolve) => {
        release = () => {
          stopLeading();
          resolve();
        };
      });
    };
    const options = how === 'steal' ? { steal: true } : { signal: request.signal };
    const ended =
      how === 'without'
        ? Promise.resolve().then(onLock)
        : navigator.locks.request(name, { __proto__: null, ...options }, onLock);
    void ended
      .catch((error: unknown) => {
        // Another tab has stolen the lock, or this tab has withdrawn its request.
        if (error instanceof DOMException && error.name === 'AbortError') return undefined;
        return onLock();
      })
      .finally(() => {
        const wasTaken = !!release;
        withdraw();
        onReleased(wasTaken);
      });
  };

  return { isRequested: () => !!resign, request, release: () => resign?.() };
}
