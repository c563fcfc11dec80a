// Measures how far quotes in view leap when the content changes, on a strip 8 seconds old and on one 10 minutes old.
import { setTimeout as sleep } from 'node:timers/promises';
import { openPage } from '../browser.mjs';
import { velocityOf, worstLeap } from '../displacement.mjs';
import { createMarket, numbers } from '../feed.mjs';

const COUNT = 40;
/** Seconds. */
const AGES = [8, 600];

/** The longest wait for a change out of view, ms. A page may write a quote only when it comes into view. */
const TIMEOUT = 5500;

const textOf = (price) => price.toLocaleString('en', { minimumFractionDigits: 2 });

/** The changes of the flips. The last flip is up. */
const UP = 9.8;
const DOWN = -10.2;

/** All quotes change sign; the change gains or loses a digit too. */
const flipped = (items, change) => items.map(({ id, previousClose }) => ({ id, ...numbers(previousClose, change) }));

/** Price and change ten times as large as after the flips: each gains a digit, and sometimes a comma. */
const grown = ({ id, previousClose }) => ({ id, ...numbers(previousClose * 10, UP * 10) });

/** The indices of the quotes in view, from left to right. */
const inView = (opened) =>
  opened.evaluate(
    `bench.positions().filter(({ seen }) => seen).sort((a, b) => a.left - b.left).map(({ id }) => +id.slice(1))`,
  );

export const jump = {
  name: 'jump',
  rounds: 1,

  async *measure(bench, page, { quick }) {
    if (page.empty) return;
    const { items } = createMarket(COUNT).feed();
    const opened = await openPage(bench, page, { n: COUNT });
    const used = new Set();
    try {
      for (const age of AGES) {
        if (age === AGES[0]) await sleep(quick ? 2000 : age * 1000);
        else await opened.evaluate(`bench.age(${age})`);
        yield { age, ...(await changes(bench.server, opened, items, used)) };
      }
    } finally {
      await opened.close();
    }
  },
};

/** Makes one change after the other, and returns how far the strip leapt each time. */
async function changes(server, opened, items, used) {
  const record = async (act) => {
    await opened.evaluate('bench.startRecording()');
    await sleep(200); // some frames of even motion first
    await act();
    return opened.evaluate('bench.stopRecording()');
  };

  const quiet = await record(() => sleep(1200));
  const velocity = velocityOf(quiet);

  const flips = await record(async () => {
    for (let flip = 0; flip < 4; flip++) {
      server.push(...flipped(items, flip % 2 ? UP : DOWN));
      await sleep(400);
    }
  });

  /** Makes one quote grow: the one at the index that `choose` returns, or the next that has not grown yet. */
  const grow = async (choose) => {
    const start = choose(await inView(opened));
    const order = items.map((_, step) => items[(start + step + COUNT) % COUNT]);
    const item = order.find(({ id }) => !used.has(id));
    used.add(item.id);
    const frames = await record(async () => {
      const larger = grown(item);
      server.push(larger);
      await shown(opened, larger);
      await sleep(600);
    });
    return worstLeap(frames, velocity, item.id);
  };

  return {
    velocity: velocity * 1000,
    quiet: worstLeap(quiet, velocity),
    flips: worstLeap(flips, velocity),
    right: await grow((seen) => seen.at(-1) + 8),
    left: await grow((seen) => seen[0] - 4),
    inside: await grow((seen) => seen[Math.floor(seen.length / 2)]),
  };
}

/** Waits until the page has written a price, or 600 ms if the page does not have the quote in the document. */
async function shown(opened, { id, price }) {
  const cells = `bench.cells().filter(({ dataset }) => dataset.id === '${id}')`;
  if (!(await opened.evaluate(`${cells}.length`))) return sleep(600);
  const written = `${cells}.some(({ textContent }) => textContent.includes('${textOf(price)}'))`;
  await opened.until(written, TIMEOUT);
}
