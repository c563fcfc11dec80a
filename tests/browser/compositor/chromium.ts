import type { Browser, Page } from 'playwright';

export interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  /** CPU time, microseconds: without the time that other processes took meanwhile. */
  readonly tdur?: number;
  readonly args: {
    readonly data?: Readonly<Record<string, unknown>>;
    /** Only of the event `Layout`. */
    readonly beginData?: { readonly partialLayout: boolean; readonly totalObjects: number };
  };
}

/** The trace events of the page's main thread while `act` runs. */
export async function traceMainThread(
  browser: Browser,
  page: Page,
  act: () => Promise<unknown>,
): Promise<TraceEvent[]> {
  const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.animations'];
  await browser.startTracing(page, { categories: [...categories, 'blink.user_timing'] });
  await page.evaluate(() => performance.mark('this page'));
  await act();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  const { pid, tid, ts } = traceEvents.find(({ name }) => name === 'this page')!;
  return traceEvents.filter((event) => event.pid === pid && event.tid === tid && event.ts >= ts);
}

/** Waits until every strip of the page runs steadily. */
export async function allRun(page: Page, strips = 1): Promise<void> {
  await page.waitForFunction(
    (strips) => {
      const animations = [...document.querySelectorAll('market-ticker')].flatMap((strip) => {
        const segments = [...strip.shadowRoot!.querySelectorAll('.segment:not([data-parked])')];
        return segments.length > 0 ? segments.map((segment) => segment.getAnimations()[0]) : undefined;
      });
      const starts = animations.map((one) => (one?.playState === 'running' ? one.startTime : null));
      // The same start times twice: the animations run, and are not recreated for another number of copies.
      const state = globalThis as { before?: string };
      const before = state.before;
      state.before = String(starts);
      return animations.length >= strips && !starts.includes(null) && state.before === before;
    },
    strips,
    { polling: 250 },
  );
}

/** A screenshot of the page as a PNG in base64, and when it was shown in epoch ms. */
interface Screenshot {
  readonly at: number;
  readonly png: string;
}

/**
 * Blocks the page's main thread for so many ms, and takes a screenshot of each frame that is shown meanwhile.
 *
 * @param start what happens on the page before, two frames before the main thread is blocked
 */
export async function screenshotsWhileBusy(page: Page, ms: number, start = ''): Promise<Screenshot[]> {
  const session = await page.context().newCDPSession(page);
  const screenshots: Screenshot[] = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    screenshots.push({ at: metadata.timestamp! * 1000, png: data });
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {}); // the screencast has ended meanwhile
  });
  await session.send('Page.startScreencast', { format: 'png' });
  const [from, until] = await page.evaluate(
    async ([ms, start]) => {
      if (start) {
        (0, eval)(start);
        for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
      }
      const from = Date.now();
      while (Date.now() < from + ms);
      return [from, Date.now()] as const;
    },
    [ms, start] as const,
  );
  await session.send('Page.stopScreencast');
  await session.detach();
  // A frame that was drawn before is shown a moment later.
  return screenshots.filter(({ at }) => at > from + 100 && at < until);
}

interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface RegionChanges {
  /** For each screenshot except the first: whether the region differs from the one before. */
  readonly moved: boolean[];
  /** For each screenshot: the widest empty part of the region, px. */
  readonly gaps: number[];
}

/** Compares each region in consecutive screenshots. */
export async function compareRegions(
  browser: Browser,
  screenshots: readonly Screenshot[],
  regions: readonly Region[],
): Promise<RegionChanges[]> {
  const page = await browser.newPage();
  const pngs = screenshots.map(({ png }) => png);
  const seen = await page.evaluate(
    async ([pngs, regions]) => {
      const seen = regions.map(() => ({ moved: [] as boolean[], gaps: [] as number[] }));
      const before: Uint8ClampedArray[] = [];
      for (const png of pngs) {
        const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
        const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
        context.drawImage(picture, 0, 0);
        regions.forEach(({ x, y, width, height }, index) => {
          const { data } = context.getImageData(x, y, width, height);
          const pixels = new Uint32Array(data.buffer);
          const known = before[index];
          if (known) seen[index]!.moved.push(data.some((value, place) => value !== known[place]));
          before[index] = data;
          const paper = pixels[0]; // the corner
          let [gap, widest] = [0, 0];
          for (let column = 0; column < width; column++) {
            let ink = false;
            for (let row = 0; row < height; row++) ink ||= pixels[row * width + column] !== paper;
            gap = ink ? 0 : gap + 1;
            widest = Math.max(widest, gap);
          }
          seen[index]!.gaps.push(widest);
        });
      }
      return seen;
    },
    [pngs, regions] as const,
  );
  await page.close();
  return seen;
}
