import type { MarketTickerElement } from 'market-ticker/element.js';
import { onTestFinished } from 'vitest';

/** What was written in one task. */
export interface Batch {
  readonly at: number;
  readonly records: MutationRecord[];
}

/** Collects what is written in these strips from now on, task by task. */
export function recordBatches(...elements: MarketTickerElement[]): Batch[] {
  const all: Batch[] = [];
  let open: Batch | undefined;
  const { port1, port2 } = new MessageChannel();
  const close = () => (open = undefined);
  port2.onmessage = close;
  const observer = new MutationObserver((records) => {
    // A message may be late where the page is busy, but nothing is written in one task for so long.
    if (!open || performance.now() - open.at > 20) {
      all.push((open = { at: performance.now(), records: [] }));
      port1.postMessage(undefined);
      // Before any timer that is due as well; WebKit has only the message.
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
  });
  return all;
}

/**
 * How many there were in the busiest second. A machine with much else to do looks late at one, and in time at the next: so they
 * are counted, not timed one by one.
 */
export const maxPerSecond = (all: readonly Batch[]): number =>
  Math.max(0, ...all.map(({ at: from }) => all.filter(({ at }) => at >= from && at < from + 1000).length));

/** Values are painted ten times a second at most; with the one that the second begins with. */
export const MAX_PER_SECOND = 11;
