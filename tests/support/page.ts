import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';

/** Starts the Chromium at CHROMIUM_PATH, or Playwright's own if that is not set. Chromium refuses to run its sandbox as root. */
export function launch(executablePath = process.env.CHROMIUM_PATH): Promise<Browser> {
  const args = ['--disable-gpu', '--disable-background-networking'];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({ executablePath, args });
}

/**
 * Starts Chromium's headless shell if it is installed, otherwise Chromium. The shell has the same engine and opens a page
 * with half of the work, but it has no clipboard and no back/forward cache.
 */
export const launchShell = (): Promise<Browser> => launch(process.env.HEADLESS_SHELL_PATH);

/**
 * Opens a page. `troubles` collects what goes wrong on it, one text each: console errors and warnings, exceptions, failed
 * requests, and violations of its Content Security Policy.
 */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const page = await browser.newPage(options);
  const troubles: string[] = [];
  page.on('console', (message) => {
    // Vite's dev server serves Lit's development build, which logs a warning that it is one.
    if (message.text().includes('lit.dev/msg/dev-mode')) return;
    if (['error', 'warning'].includes(message.type())) troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => {
    // The page itself aborts requests, such as a poll that a newer one replaces.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') troubles.push(`no answer: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`CSP: ${violatedDirective} ${blockedURI}`),
    );
  });
  await page.goto(url);
  return { page, troubles };
}

/** Waits until every strip of the page has quotes. */
export async function allLive(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('market-ticker')].every((strip) => strip.quotes?.length > 0),
  );
}

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The violations that axe finds, one line each. It is asked again if it finds any, and what it finds only once is left
 * out: it remembers where each element was at its start, so that it takes an item that has moved since for one that is
 * outside of the strip.
 */
export async function axeViolations(page: Page): Promise<string[]> {
  const violations = await askAxe(page);
  const again = violations.length > 0 ? await askAxe(page) : [];
  return violations.filter((violation) => again.includes(violation));
}

/**
 * Asks axe once. Its rule on target size, which is off by default, runs only where nothing moves or rotates: axe does not know that
 * `overflow: clip` cuts content off, and thinks that items behind an edge cover the button there, and that the items of a
 * rotating strip that are not shown cover the strip above.
 */
async function askAxe(page: Page): Promise<string[]> {
  await page.evaluate(await axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const strips = [...document.querySelectorAll('market-ticker')];
    const rotates = strips.some(({ shadowRoot }) => shadowRoot?.querySelector('.rotator'));
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches && !rotates;
    // Without `resultTypes`, axe also describes in full each element that passes.
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      rules: { 'target-size': { enabled: still } },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.flat().join(' ')}: ${failureSummary}`),
    );
  });
}
