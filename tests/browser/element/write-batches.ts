import type { MarketTickerElement } from 'market-ticker/element.js';
import { onTestFinished } from 'vitest';

/** The DOM changes of one task. */
export interface Batch {
  readonly at: number;
  readonly records: MutationRecord[];
}

/** Records the DOM changes in these strips from now on, grouped by task. The returned array grows until the test ends. */
export function recordBatches(...elements: MarketTickerElement[]): Batch[] {
  const all: Batch[] = [];
  let open: Batch | undefined;
  const { port1, port2 } = new MessageChannel();
  const close = () => (open = undefined);
  port2.onmessage = close;
  // On a busy page, a timer can be called before the message arrives.
  const { setTimeout, setInterval } = globalThis;
  const closeBefore =
    (start: (callback: () => void, ms?: number) => number) =>
    (callback: () => void, ms?: number): number =>
      start(() => (close(), callback()), ms);
  Object.assign(globalThis, { setTimeout: closeBefore(setTimeout), setInterval: closeBefore(setInterval) });
  const observer = new MutationObserver((records) => {
    // On a busy page the message that closes a batch may be late; but no task writes for longer than 20 ms.
    if (!open || performance.now() - open.at > 20) {
      all.push((open = { at: performance.now(), records: [] }));
      port1.postMessage(undefined);
      // A task with this priority runs before timers that are due too. WebKit has no scheduler, and closes with the message.
      if ('scheduler' in globalThis) void scheduler.postTask(close, { priority: 'user-blocking' });
    }
    open.records.push(...records);
  });
  for (const element of elements)
    observer.observe(element.renderRoot, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
      characterDataOldValue: true,
      attributeFilter: ['class', 'data-reserve', 'data-id', 'part', 'aria-hidden'],
    });
  onTestFinished(() => {
    observer.disconnect();
    port1.close();
    Object.assign(globalThis, { setTimeout, setInterval });
  });
  return all;
}

/**
 * The number of batches in the busiest second. The intervals between single batches say little: on a busy machine one batch
 * is observed late and the next in time.
 */
export const maxPerSecond = (all: readonly Batch[]): number =>
  Math.max(0, ...all.map(({ at: from }) => all.filter(({ at }) => at >= from && at < from + 1000).length));

/** Values are rendered at most ten times a second. A second that begins with a batch contains one more. */
export const MAX_PER_SECOND = 11;
