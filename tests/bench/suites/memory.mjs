// Measures what the strip keeps in memory: nodes, and the heap after garbage collection, before and after 10,000 updates, and after
// 10,000 more.
import { setTimeout as sleep } from 'node:timers/promises';
import { openPage } from '../browser.mjs';

const UPDATES = 10_000;
const RATE = 2000;
/** The longest wait for a page that processes them more slowly, ms. */
const TIMEOUT = 30_000;

export const memory = {
  name: 'memory',
  rounds: 1,

  async *measure(bench, page) {
    const opened = await openPage(bench, page, { n: 40 });
    const kept = () => readKept(opened.session);
    try {
      await sleep(1000);
      const { cells, elements, texts } = await opened.evaluate('bench.nodes()');
      const before = await kept();
      await update(bench.server, opened);
      const after = await kept();
      await update(bench.server, opened);
      const later = await kept();
      yield {
        ...{ cells, elements, texts },
        heap: before.heap,
        growth: after.heap - before.heap,
        code: after.code - before.code,
        growthAgain: later.heap - after.heap,
        nodes: later.nodes - before.nodes,
        detached: later.detached,
      };
    } finally {
      bench.server.setRate(0);
      await opened.close();
    }
  },
};

/** Sends 10,000 updates, and waits until the page is idle. */
async function update(server, opened) {
  const goal = (await opened.evaluate('bench.received')) + UPDATES;
  server.setRate(RATE);
  await opened.until(`bench.received >= ${goal}`, TIMEOUT);
  server.setRate(0);
  await sleep(1000);
}

/**
 * After garbage collection: the heap and the compiled code in it in KiB, DOM nodes, and detached trees that are still referenced.
 * Parsed templates do not count: Lit, Svelte and Vue keep each of them once on purpose.
 */
async function readKept(session) {
  for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  await session.send('DOM.enable');
  const { detachedNodes } = await session.send('DOM.getDetachedDomNodes');
  await session.send('DOM.disable');
  const held = detachedNodes.filter(({ treeNode }) => treeNode.nodeName !== 'TEMPLATE');
  return { heap: usedSize / 1024, code: await readCode(session), nodes, detached: held.length };
}

/** The compiled code in the heap in KiB, by a heap snapshot. The busier a page, the more of its script the engine compiles. */
async function readCode(session) {
  let text = '';
  const add = ({ chunk }) => (text += chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', add);
  await session.send('HeapProfiler.takeHeapSnapshot');
  session.off('HeapProfiler.addHeapSnapshotChunk', add);
  const { snapshot, nodes } = JSON.parse(text);
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size, code] = [fields.indexOf('type'), fields.indexOf('self_size'), types[0].indexOf('code')];
  let sum = 0;
  for (let node = 0; node < nodes.length; node += fields.length)
    if (nodes[node + type] === code) sum += nodes[node + size];
  return sum / 1024;
}
