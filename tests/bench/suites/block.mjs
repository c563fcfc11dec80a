// Measures what a reader sees while the page's main thread is blocked for two seconds.
import { setTimeout as sleep } from 'node:timers/promises';
import { openPage } from '../browser.mjs';
import { blankAtEnd, recordScreen } from '../screencast.mjs';

const BLOCK = 2000;

export const block = {
  name: 'block',
  rounds: 3,

  async *measure(bench, page, { round }) {
    if (page.empty) return;
    const opened = await openPage(bench, page, { n: 40 });
    try {
      await sleep(2000 + round * 500); // each round at another position of the strip
      const box = await opened.evaluate('bench.view()');
      const stop = await recordScreen(opened.session);
      await sleep(500);
      const start = Date.now() / 1000;
      await opened.evaluate(`bench.block(${BLOCK})`);
      const frames = await stop();
      // Without the first and last moments, in which the page's main thread may work normally.
      const inside = frames.filter(({ time }) => time > start + 0.1 && time < start + BLOCK / 1000 - 0.05);
      const distinct = new Set(inside.map(({ picture }) => picture)).size;
      yield { frames: distinct, blank: distinct > 1 ? blankAtEnd(inside.at(-1).picture, box) : null };
    } finally {
      await opened.close();
    }
  },
};
