// Starts Chromium, and opens the measured pages in it, one at a time.
import { readdir, readFile } from 'node:fs/promises';
import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, URLSearchParams } from 'node:url';
import { chromium } from 'playwright';
import { findChromium } from '../support/browsers/find.mjs';

const probe = fileURLToPath(new URL('probe.js', import.meta.url));

/** The longest wait for a page that does not answer, ms. */
const TIMEOUT = 30_000;

/** A page whose main thread is too busy to answer. */
export class Saturated extends Error {
  message = 'saturated';
}

/** Resolves to the answer, or rejects with `Saturated` if it takes longer than `ms`. */
export async function inTime(answer, ms = TIMEOUT) {
  let timer;
  const tooLate = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Saturated()), ms);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

export async function launch() {
  return chromium.launch({
    executablePath: await findChromium(),
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--disable-component-update',
      '--no-first-run',
      '--disable-back-forward-cache',
    ],
  });
}

/**
 * The times of a process's threads since its start, ms. Linux only.
 * @returns {Promise<{ main: number, waited: number, all: number } | undefined>} CPU time of the main thread, how long it
 *   waited for a processor, and CPU time of all threads; undefined if the system does not provide them
 */
async function threadTimes(pid) {
  const timesOf = async (thread) => {
    const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0 0');
    const [worked, waited] = text.split(' ').map((nanoseconds) => Number(nanoseconds) / 1e6);
    return { worked, waited };
  };
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const times = await Promise.all(threads.map(timesOf));
  const main = times[threads.indexOf(String(pid))];
  if (!main) return undefined;
  return { main: main.worked, waited: main.waited, all: times.reduce((sum, { worked }) => sum + worked, 0) };
}

/** How long `findRenderer` makes the page busy, ms. */
const BUSY_MS = 80;

/**
 * Finds the process that renders the page: the only one whose main thread is busy while the page is. The process of the blank
 * page that was open before is busy for some time too, while it shuts down.
 */
async function findRenderer(browser, opened) {
  const session = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  };
  const timesOf = (pids) => Promise.all(pids.map(async (pid) => (await threadTimes(pid))?.main ?? 0));
  try {
    for (let attempt = 0; attempt < 30; attempt++) {
      const pids = await renderers();
      const before = await timesOf(pids);
      await opened.evaluate(`bench.block(${BUSY_MS})`);
      const after = await timesOf(pids);
      const share = (pid, index) => (after[index] - before[index]) / BUSY_MS;
      const busy = pids.filter((pid, index) => share(pid, index) > 0.1);
      if (busy.length === 1) return busy[0];
    }
  } finally {
    await session.detach();
  }
}

/** Chromium's counters: the numbers of layouts and style recalculations, and the times of these and of scripts in seconds. */
async function readMetrics(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

/**
 * Opens one of the pages in a context of its own, and waits until its strip is full.
 *
 * @param {{ browser: import('playwright').Browser, url: string }} bench
 * @param {import('./pages.mjs').Page} page
 * @param {Record<string, unknown>} query see server.mjs
 * @param {{ throttle?: number }} [options] how many times slower the processor is to be
 */
export async function openPage({ browser, url }, page, query, { throttle = 1 } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const close = () => inTime(context.close(), 10_000);
  try {
    const tab = await context.newPage();
    const session = await context.newCDPSession(tab);
    await session.send('Performance.enable');
    await tab.addInitScript({ path: probe });
    if (throttle > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    await tab.goto(`${url}/page?${new URLSearchParams({ name: page.name, ...query })}`);
    if (throttle > 1) await sleep(300 * throttle); // asking takes time as well
    const opened = new OpenPage(browser, session, close);
    await settle(page, opened);
    return opened;
  } catch (error) {
    await close();
    throw error;
  }
}

class OpenPage {
  /** A session of the Chrome DevTools Protocol. */
  session;
  close;
  #browser;
  #renderer;

  constructor(browser, session, close) {
    this.session = session;
    this.close = close;
    this.#browser = browser;
  }

  /** The value of an expression. Uses the protocol directly, because Playwright's `evaluate()` leaves objects in the page. */
  async evaluate(expression) {
    const answer = this.session.send('Runtime.evaluate', { expression, returnByValue: true });
    const { result, exceptionDetails } = await inTime(answer);
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description}`);
    return result.value;
  }

  /** Waits until an expression holds. @returns {Promise<boolean>} whether it did in time */
  async until(expression, ms = 15_000) {
    const end = performance.now() + ms;
    while (!(await this.evaluate(`Boolean(${expression})`))) {
      if (performance.now() > end) return false;
      await sleep(50);
    }
    return true;
  }

  /** Measures what the page does for so many ms. Times are in ms. */
  async observe(ms) {
    this.#renderer ??= await findRenderer(this.#browser, this);
    const before = await this.#read();
    await sleep(ms);
    const after = await this.#read();
    const counted = (name) => after.metrics[name] - before.metrics[name];
    const worked = (which) => (after.threads ? after.threads[which] - before.threads[which] : null);
    return {
      wall: after.time - before.time,
      received: after.received - before.received,
      main: worked('main') ?? counted('TaskDuration') * 1000,
      waited: worked('waited') ?? 0,
      renderer: worked('all'),
      script: counted('ScriptDuration') * 1000,
      layout: counted('LayoutDuration') * 1000,
      style: counted('RecalcStyleDuration') * 1000,
      layouts: counted('LayoutCount'),
      styles: counted('RecalcStyleCount'),
    };
  }

  /** The current values of all counters. */
  async #read() {
    const received = await this.evaluate('bench.received');
    const metrics = await inTime(readMetrics(this.session));
    const threads = await threadTimes(this.#renderer);
    return { time: performance.now(), received, metrics, threads };
  }
}

/** Waits until the strip is full from end to end, or has its first quote if quotes enter one by one. */
async function settle({ name, empty, enters }, opened) {
  const { session } = opened;
  if (empty) await sleep(500);
  else if (!(await opened.until(enters ? 'bench.first' : 'bench.settled')))
    throw new Error(`${name} shows no full strip`);
  if (enters) {
    // Until the strip is full it would take a quarter of a minute, so the animations run ten times faster until then.
    await session.send('Animation.enable');
    await session.send('Animation.setPlaybackRate', { playbackRate: 10 });
    await sleep(1500);
    await session.send('Animation.setPlaybackRate', { playbackRate: 1 });
    await session.send('Animation.disable');
  }
  await opened.evaluate('bench.watching = false');
}
