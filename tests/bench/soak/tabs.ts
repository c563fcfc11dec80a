import type { BrowserContext, CDPSession, Page } from 'playwright';
import { setPageHidden } from '../../browser/tabs/visit.js';
import { simulateTime, timeFrom } from './clock.js';
import { countResources } from './counting.js';
import type { Random } from './random.js';

export interface Tab {
  readonly page: Page;
  readonly session: CDPSession;
  /** For how many ms the tab has been frozen; undefined if it is not. */
  frozenFor?: number | undefined;
}

export interface Tabs {
  readonly all: readonly Tab[];
  /** What has gone wrong in any tab: exceptions and promises that were rejected without anybody noticing. */
  readonly uncaught: readonly string[];
  /** Returns the true time in epoch ms. */
  now(): number;
  open(): Promise<Tab>;
  /**
   * Lets time pass in all tabs that are not frozen.
   *
   * @param patience for how many real ms time stands still until a request has a response
   */
  pass(ms: number, patience: number): Promise<void>;
  /** Lets time pass while the computer sleeps. */
  sleep(ms: number): Promise<void>;
  /** Opens, closes, freezes, hides or shows a tab, or sets the reader's clock. The first tab is never closed. */
  change(): Promise<void>;
  /** Closes all tabs but the first, thaws and shows it, and sets the reader's clock right. */
  tidy(): Promise<void>;
}

const MAX_TABS = 3;
const CLOCK_ERRORS = [0, -3_600_000, -30_000, 30_000, 3_600_000, 8 * 3_600_000];

/** @param url the page that each tab opens */
export function createTabs(context: BrowserContext, url: string, random: Random): Tabs {
  const all: Tab[] = [];
  const uncaught: string[] = [];
  let now = Date.now();
  let clockError = 0;

  const inAll = (run: (page: Page) => Promise<unknown>) => Promise.all(all.map(({ page }) => run(page)));

  const open = async (): Promise<Tab> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => uncaught.push(String(error.stack)));
    page.on('crash', () => uncaught.push('a tab has crashed'));
    await page.addInitScript(simulateTime, timeFrom(now + clockError));
    await page.addInitScript(countResources);
    await page.goto(url);
    await page.evaluate(() => customElements.whenDefined('market-ticker').then(() => undefined));
    const tab = { page, session: await context.newCDPSession(page) };
    all.push(tab);
    return tab;
  };

  const close = async (tab: Tab): Promise<void> => {
    all.splice(all.indexOf(tab), 1);
    await tab.page.close();
  };

  const freeze = async (tab: Tab): Promise<void> => {
    await setPageHidden(tab.page, true);
    await tab.session.send('Page.setWebLifecycleState', { state: 'frozen' });
    tab.frozenFor = 0;
  };

  const thaw = async (tab: Tab): Promise<void> => {
    await tab.session.send('Page.setWebLifecycleState', { state: 'active' });
    await tab.page.evaluate((ms) => simulated.skip(ms), tab.frozenFor ?? 0);
    tab.frozenFor = undefined;
    await setPageHidden(tab.page, false);
  };

  const setClock = async (error: number): Promise<void> => {
    await inAll((page) => page.evaluate((ms) => simulated.moveClock(ms), error - clockError));
    clockError = error;
  };

  const sleep = async (ms: number): Promise<void> => {
    now += ms;
    await inAll((page) => page.evaluate((ms) => simulated.moveClock(ms), ms));
  };

  return {
    all,
    uncaught,
    now: () => now,
    open,
    sleep,
    async pass(ms, patience) {
      // The clock of the servers stands still meanwhile, in the middle of the time that passes.
      now += ms / 2;
      await Promise.all(
        all.map(async (tab) => {
          if (tab.frozenFor === undefined)
            await tab.page.evaluate((args) => simulated.advance(...args), [ms, patience] as const);
          else tab.frozenFor += ms;
        }),
      );
      now += ms / 2;
    },
    async change() {
      const tab = random.of(all);
      const act = random.next();
      if (tab.frozenFor !== undefined) await thaw(tab);
      else if (act < 0.3 && all.length < MAX_TABS) await open();
      else if (act < 0.4 && tab !== all[0]) await close(tab);
      else if (act < 0.5) await freeze(tab);
      else if (act < 0.8) await setPageHidden(tab.page, await tab.page.evaluate(() => !document.hidden));
      else if (act < 0.9) await setClock(random.of(CLOCK_ERRORS));
      else if (act < 0.92) await sleep(random.of([20_000, 600_000]));
    },
    async tidy() {
      for (const tab of all.slice(1)) await close(tab);
      await thaw(all[0]!);
      await setClock(0);
    },
  };
}
