// Measures what updates cost the main thread, and what scrolling costs without updates.
import { setTimeout as sleep } from 'node:timers/promises';
import { openPage } from '../browser.mjs';

const COUNTS = [4, 40, 400];
const RATES = [0, 1, 10, 100, 1000];
/** The combinations that are measured in every round; the others are measured only in the first. */
const MAIN = ['40x0', '40x10', '40x1000', '400x1000'];

/** How long to measure, ms. Low rates need longer. */
const windowOf = (rate, quick) => (quick ? 1000 : rate === 10 ? 8000 : rate < 10 ? 4000 : 2500);

const wanted = (round, only) => (combination) =>
  only ? only.includes(combination) : round < 1 || MAIN.includes(combination);

export const updates = {
  name: 'updates',
  rounds: 3,

  /** Opens one page for each number of quotes, and measures it at one rate after the other. */
  async *measure(bench, page, { round, only, quick }) {
    for (const n of COUNTS) {
      const rates = RATES.filter((rate) => wanted(round, only)(`${n}x${rate}`));
      if (!rates.length) continue;
      const opened = await openPage(bench, page, { n, rate: 0 });
      try {
        for (const rate of rates) {
          bench.server.setRate(rate);
          await sleep(rate ? 500 : 300);
          yield { n, rate, ...(await opened.observe(windowOf(rate, quick))) };
        }
      } finally {
        bench.server.setRate(0);
        await opened.close();
      }
    }
  },
};
