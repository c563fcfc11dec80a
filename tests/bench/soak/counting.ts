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

/** Runs in a page after `simulateTime` and before its own scripts, and counts resources that are acquired and not released. */
export function countResources(): void {
  const frames = new Set<number>();
  const counts = { observed: 0, streams: 0, channels: 0 };
  Object.assign(globalThis, { held: () => ({ timers: simulated.timers(), frames: frames.size, ...counts }) });

  const { requestAnimationFrame, cancelAnimationFrame } = globalThis;
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

  const { fetch, BroadcastChannel } = globalThis;
  globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (isStream && init?.signal && !init.signal.aborted) {
      counts.streams++;
      init.signal.addEventListener('abort', () => counts.streams--);
    }
    return response;
  };

  globalThis.BroadcastChannel = class extends BroadcastChannel {
    #open = true;
    constructor(name: string) {
      super(name);
      counts.channels++;
    }
    override close(): void {
      if (this.#open) counts.channels--;
      this.#open = false;
      super.close();
    }
  };
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

/** The bytes of the heap that are in use after garbage collection, and those without what the engine has compiled. */
export async function heapOf(session: CDPSession): Promise<{ heap: number; heapWithoutCode: number }> {
  await collect(session);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  let json = '';
  const add = ({ chunk }: { chunk: string }): void => void (json += chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', add);
  await session.send('HeapProfiler.takeHeapSnapshot');
  session.off('HeapProfiler.addHeapSnapshotChunk', add);
  const { snapshot, nodes } = JSON.parse(json) as {
    snapshot: { meta: { node_fields: string[]; node_types: [string[]] } };
    nodes: number[];
  };
  const { node_fields: fields, node_types } = snapshot.meta;
  const [types] = node_types;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let heapWithoutCode = 0;
  for (let node = 0; node < nodes.length; node += fields.length)
    if (!['code', 'native', 'synthetic'].includes(types[nodes[node + type]!]!)) heapWithoutCode += nodes[node + size]!;
  return { heap: usedSize, heapWithoutCode };
}

async function collect(session: CDPSession): Promise<void> {
  // The browser keeps the last thousand warnings for its developer tools.
  await session.send('Runtime.discardConsoleEntries');
  for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage');
}
