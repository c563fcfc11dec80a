// Measures the time from the start of the page's script until its strip is full, on a processor slowed down four times.
import { openPage } from '../browser.mjs';

const sinceScript = `(() => {
  const [{ startTime }] = performance.getEntriesByName('script');
  const since = (time) => time === null ? null : time - startTime;
  return { first: since(bench.first), full: since(bench.full) };
})()`;

export const load = {
  name: 'load',
  rounds: 5,

  async *measure(bench, page) {
    if (page.empty) return;
    // The feed is in the document, so that the network is not measured.
    const opened = await openPage(bench, page, { n: 40, data: 1, still: 1 }, { throttle: 4 });
    try {
      const { first, full } = await opened.evaluate(sinceScript);
      yield { first, full: page.enters ? null : full };
    } finally {
      await opened.close();
    }
  },
};
