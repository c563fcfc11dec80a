import type { MarketTickerElement } from 'market-ticker/element.js';
import { onTestFinished } from 'vitest';

/** What was written in one task. */
export interface Batch {
  readonly at: number;
  readonly records: MutationRecord[];
}

/** Collects what is written in these strips from now on, task by task. */
export function batches(...elements: MarketTickerElement[]): Batch[] {
  const all: Batch[] = [];
  let open: Batch | undefined;
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => (open = undefined);
  const observer = new MutationObserver((records) => {
    // A message may be late where the page is busy, but nothing is written in one task for so long.
    if (!open || performance.now() - open.at > 20) {
      all.push((open = { at: performance.now(), records: [] }));
      port1.postMessage(undefined);
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

/** Not more than ten paints a second: so many ms lie between two of them at least, but for how clocks round. */
export const leastBetween = (all: readonly Batch[]): number =>
  Math.min(Infinity, ...all.slice(1).map(({ at }, index) => at - all[index]!.at));
