import type { CDPSession, Page } from 'playwright';

/** The resources that a page holds, except memory. */
export interface HeldResources {
  readonly timers: number;
  readonly frames: number;
  readonly observed: number;
  readonly streams: number;
  readonly channels: number;
  readonly locks: number;
  readonly listeners: number;
  readonly nodes: number;
  readonly detached: number;
}

/** Runs in a page before its own scripts, and counts resources that are acquired and not released. */
export function countResources(): void {
  const timers = new Set<unknown>();
  const frames = new Set<number>();
  const counts = { observed: 0, streams: 0, channels: 0 };
  Object.assign(globalThis, { held: () => ({ timers: timers.size, frames: frames.size, ...counts }) });

  const { setTimeout, clearTimeout, requestAnimationFrame, cancelAnimationFrame } = globalThis;
  globalThis.setTimeout = ((run: () => void, ms?: number) => {
    const id = setTimeout(() => {
      timers.delete(id);
      run();
    }, ms);
    timers.add(id);
    return id;
  }) as typeof setTimeout;
  globalThis.clearTimeout = (id) => {
    timers.delete(id);
    clearTimeout(id);
  };
  globalThis.requestAnimationFrame = (run) => {
    const id = requestAnimationFrame((time) => {
      frames.delete(id);
      run(time);
    });
    frames.add(id);
    return id;
  };
  globalThis.cancelAnimationFrame = (id) => {
    frames.delete(id);
    cancelAnimationFrame(id);
  };

  for (const name of ['ResizeObserver', 'IntersectionObserver', 'MutationObserver'] as const) {
    const { prototype } = globalThis[name] as unknown as { prototype: Record<string, (...args: unknown[]) => unknown> };
    const { observe, unobserve, disconnect } = prototype;
    const observed = new WeakMap<object, Set<unknown>>();
    const of = (observer: object): Set<unknown> => {
      const targets = observed.get(observer) ?? new Set();
      observed.set(observer, targets);
      return targets;
    };
    const change = (observer: object, act: (targets: Set<unknown>) => void): void => {
      const targets = of(observer);
      counts.observed -= targets.size;
      act(targets);
      counts.observed += targets.size;
    };
    prototype.observe = function (...args) {
      change(this, (targets) => targets.add(args[0]));
      return observe!.apply(this, args);
    };
    if (unobserve)
      prototype.unobserve = function (...args) {
        change(this, (targets) => targets.delete(args[0]));
        return unobserve.apply(this, args);
      };
    prototype.disconnect = function () {
      change(this, (targets) => targets.clear());
      return disconnect!.apply(this);
    };
  }

  for (const [name, kind] of [
    ['EventSource', 'streams'],
    ['BroadcastChannel', 'channels'],
  ] as const) {
    const Real = globalThis[name] as unknown as new (...args: unknown[]) => { close(): void };
    class Counted extends Real {
      #open = true;
      constructor(...args: unknown[]) {
        super(...args);
        counts[kind]++;
      }
      override close(): void {
        if (this.#open) counts[kind]--;
        this.#open = false;
        super.close();
      }
    }
    Object.assign(globalThis, { [name]: Counted });
  }
}

/** The resources that a page holds now, after garbage collection. */
export async function heldResources(page: Page, session: CDPSession): Promise<HeldResources> {
  const counted = await page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const counts = (
      globalThis as unknown as { held(): Omit<HeldResources, 'locks' | 'listeners' | 'nodes' | 'detached'> }
    ).held();
    return { ...counts, locks: held.length + pending.length };
  });
  await collect(session);
  const { jsEventListeners, nodes } = await session.send('Memory.getDOMCounters');
  await session.send('DOM.enable');
  const { detachedNodes } = await session.send('DOM.getDetachedDomNodes');
  await session.send('DOM.disable');
  // Parsed templates do not count: Lit keeps each of them once on purpose.
  const detached = detachedNodes.filter(({ treeNode }) => treeNode.nodeName !== 'TEMPLATE').length;
  return { ...counted, listeners: jsEventListeners, nodes, detached };
}

/** The bytes of the heap that are in use after garbage collection. */
export async function heapOf(session: CDPSession): Promise<number> {
  await collect(session);
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

async function collect(session: CDPSession): Promise<void> {
  for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage');
}
