import { firefox, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allLive, launch } from '../../../support/page.js';
import { demoSite, publisherSite, type DemoSite, type Publisher } from './site.js';

const { FIREFOX_PATH } = process.env;

/** Firefox is added if it is installed; the test runner sets its path where it is required. */
const ENGINES: [string, () => Promise<Browser>][] = [['Chromium', launch]];
if (FIREFOX_PATH)
  ENGINES.push(['Firefox', () => firefox.launch({ channel: 'moz-firefox', executablePath: FIREFOX_PATH })]);

let demo: DemoSite;
let publisher: Publisher;

beforeAll(async () => {
  [demo, publisher] = await Promise.all([demoSite(), publisherSite()]);
});

afterAll(async () => {
  await Promise.all([demo?.close(), publisher?.close()]);
});

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    const label = (activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent;
    return (activeElement?.getAttribute('aria-label') ?? label ?? activeElement?.textContent ?? '')
      .trim()
      .replace(/\s+/g, ' ');
  });

/** Presses Tab until the element with a name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const visited: string[] = [];
  while (visited.length < 120) {
    await page.keyboard.press('Tab');
    const current = await focused(page);
    if (current === name) return;
    visited.push(current);
  }
  throw new Error(`Tab does not reach “${name}”: ${visited.join(' · ')}`);
}

describe.each(ENGINES)('in %s, by keyboard alone', (_, start) => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await start();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
    page = await context.newPage();
  });

  afterAll(() => browser?.close());

  test('a publisher chooses items, their order and the look, and copies the code, which runs on the page where it is pasted', async () => {
    const feed = `${publisher.origin}/markets.json`;
    await page.goto(`${demo.builder}#${new URLSearchParams({ src: feed, cdn: publisher.cdn })}`);
    await allLive(page);
    await page.locator('.figures', { hasText: 'Text' }).getByText('17.63').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the settings');
    await page.keyboard.press('Enter');

    // Removes one item, and moves the last one to the front.
    await tabTo(page, 'KOSDAQ');
    await page.keyboard.press('Space');
    await tabTo(page, 'Move USD/KRW up');
    await page.keyboard.press('Enter');
    expect(await focused(page), 'the focus stays on the moved item').toBe('Move USD/KRW up');
    await page.getByText('USD/KRW is now item 1 of 2.').waitFor({ state: 'attached' });
    await page.keyboard.press('Enter'); // the item cannot move any further
    await tabTo(page, 'Move USD/KRW down');
    await page.keyboard.press('Enter');
    expect(await focused(page), 'the focus stays on the moved item').toBe('Move USD/KRW down');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    const shown = (): Promise<(string[] | undefined)[]> =>
      page
        .locator('.stage > :first-child')
        .evaluateAll((strips) =>
          strips.map((strip) => (strip as HTMLElementTagNameMap['market-ticker']).quotes.map(({ id }) => id)),
        );
    expect(await shown()).toEqual(Array(4).fill(['USD/KRW', 'KOSPI']));

    await tabTo(page, 'Layout');
    await page.keyboard.type('row');
    await tabTo(page, 'Label for screen readers');
    await page.keyboard.type('Seoul & "more"');
    await tabTo(page, 'Link text');
    await page.keyboard.type('All markets');
    await tabTo(page, 'HTML');
    const settled = page.url();
    const state = new URLSearchParams(new URL(settled).hash.slice(1));
    expect(Object.fromEntries(state)).toMatchObject({ symbols: 'USD/KRW KOSPI', layout: 'row', end: 'All markets' });

    await page.keyboard.press('ArrowLeft');
    expect(await focused(page), 'from the first tab to the last').toBe('Feed tool');
    await page.keyboard.press('Home');
    expect(await focused(page)).toBe('HTML');

    const pieces: string[] = [];
    for (const piece of ['In the head of your page', 'Where the strip goes']) {
      await tabTo(page, `Copy: ${piece}`);
      await page.keyboard.press('Enter');
      await page.locator('.block', { hasText: piece }).getByRole('status').filter({ hasText: 'Copied' }).waitFor();
      pieces.push(await clipboardText(page));
    }
    const [head, body] = pieces;
    expect(body).toBe(`<market-ticker
  src="${feed}"
  symbols="USD/KRW KOSPI"
  layout="row"
  label='Seoul &amp; "more"'
>
  <a slot="end" href="/markets">All markets</a>
</market-ticker>`);

    const paper = await page.context().newPage();
    const errors: string[] = [];
    paper.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    await paper.goto(publisher.page(head!, body!));
    await allLive(paper);
    const [strip] = await paper.locator('market-ticker').all();
    expect(
      await strip!.evaluate((element) =>
        (element as HTMLElementTagNameMap['market-ticker']).quotes.map(({ id }) => id),
      ),
    ).toEqual(['USD/KRW', 'KOSPI']);
    await paper.getByRole('group', { name: 'Seoul & "more"' }).first().waitFor();
    expect(await paper.locator('script').getAttribute('integrity')).toMatch(/^sha384-.{64}$/);
    expect(errors).toEqual([]);

    // The hash is checked: the browser does not run a file that has been changed.
    publisher.tampered = true;
    await paper.goto(publisher.page(head!, body!), { waitUntil: 'load' });
    expect(await paper.evaluate(() => customElements.get('market-ticker') === undefined)).toBe(true);
    publisher.tampered = false;
    await paper.close();
  });

  test('goes back to the previous choices, and forward again', async () => {
    await page.goto(`${demo.builder}#layout=grid`);
    const layout = page.getByLabel('Layout');
    await layout.selectOption('row');
    await page.getByLabel('Language of the strip').selectOption('ja');
    await page.goBack();
    await expect.poll(() => page.url()).toMatch(/#layout=row$/);
    expect(await page.getByLabel('Language of the strip').inputValue()).toBe('');
    await page.goBack();
    await expect.poll(() => layout.inputValue()).toBe('grid');
    expect(await page.locator('.stage > :first-child').first().getAttribute('layout')).toBe('grid');
    await page.goForward();
    await expect.poll(() => layout.inputValue()).toBe('row');
  });
});

/** Returns the text in the clipboard, by pasting it. */
async function clipboardText(page: Page): Promise<string> {
  const other = await page.context().newPage();
  await other.setContent('<textarea autofocus></textarea>');
  await other.locator('textarea').focus();
  await other.keyboard.press('ControlOrMeta+V');
  await expect.poll(() => other.locator('textarea').inputValue()).not.toBe('');
  const text = await other.locator('textarea').inputValue();
  await other.close();
  await page.bringToFront();
  return text;
}
