import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { build, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { allLive, axeViolations, launch, openPage } from '../browser.js';
import { demoSite, OWN, publisherSite, root, type DemoSite, type Publisher } from './site.js';

let browser: Browser;
let demo: DemoSite;
let publisher: Publisher;

beforeAll(async () => {
  [demo, publisher, browser] = await Promise.all([demoSite(), publisherSite(), launch()]);
});

afterAll(async () => {
  await Promise.all([browser?.close(), demo?.close(), publisher?.close()]);
});

async function open(set: Record<string, string> = {}, options: BrowserContextOptions = {}) {
  const wide = { viewport: { width: 1280, height: 800 }, locale: 'en-US' };
  const opened = await openPage(browser, `${demo.builder}#${new URLSearchParams(set)}`, { ...wide, ...options });
  onTestFinished(() => opened.page.close());
  await allLive(opened.page);
  return opened;
}

const idsShown = (page: Page): Promise<string[][]> =>
  page
    .locator('.stage > :first-child')
    .evaluateAll((strips) =>
      strips.map((strip) => (strip as HTMLElementTagNameMap['market-ticker']).quotes.map(({ id }) => id)),
    );

const code = (page: Page, title: string): Promise<string | null> =>
  page.locator('.block', { hasText: title }).locator('pre').textContent();

describe('contrast', () => {
  it('is told for each of the three pages, and warned about with its figure where it is too low', async () => {
    const { page } = await open({ color: '#8a8a8a', down: '#b00', 'down-dark': '#f99', ground: '#003300' });
    const light = page.locator('.stage-frame', { hasText: 'On a light page' });
    await light.getByText('Text has a contrast of 3.45 : 1').waitFor();
    expect(await light.locator('.figures').innerText()).toMatch(/Text\s*3\.45\s*under 4\.5.*Down\s*6\.\d\d/s);
    const dark = page.locator('.stage-frame', { hasText: 'On a dark page' });
    expect(await dark.locator('.warning').innerText()).toBe('');
    expect(await dark.locator('.figures').innerText()).toMatch(/Text\s*5\.\d\d/);
  });

  it('is that of the page below, where the strip lets it through', async () => {
    const { page } = await open({ ground: '#0b2545' });
    const own = page.locator('.stage-frame', { hasText: 'On your page' });
    await own.getByText('17.63').waitFor(); // on the tag's own white
    await page.getByLabel('Let the page show through').check();
    await own.getByText(/Text has a contrast of 1\.\d\d : 1/).waitFor();
    await own.getByLabel('Its color-scheme').selectOption('dark');
    await expect.poll(() => own.locator('.warning').innerText()).toBe('');
    expect(await code(page, 'Into the head')).toContain('--market-ticker-background: transparent;');
  });

  it('follows a colour while it is typed, and leaves alone what is none', async () => {
    const { page } = await open();
    const field = page.getByRole('textbox', { name: 'Up', exact: true });
    await field.fill('#9acd32');
    const light = page.locator('.stage-frame', { hasText: 'On a light page' });
    await light.getByText('Up has a contrast of 1.').waitFor();
    await field.fill('greenish');
    await page.getByText('This is no colour that can be checked').first().waitFor();
    expect(await code(page, 'Into the head')).toContain('--market-ticker-up-color: #9acd32;');
  });

  it('gives a colour for dark pages alone its other half', async () => {
    const { page } = await open();
    await page.getByRole('textbox', { name: 'Up, on dark pages', exact: true }).fill('#8fd3fe');
    expect(await code(page, 'Into the head')).toContain('--market-ticker-up-color: light-dark(#0b7a3e, #8fd3fe);');
  });
});

describe('what is shown', () => {
  it('is put in order by mouse', async () => {
    const { page } = await open();
    const row = (name: string) => page.locator('.symbols li', { hasText: name });
    await row('USD/KRW').scrollIntoViewIfNeeded();
    const handle = (await row('USD/KRW').locator('.handle').boundingBox())!;
    const first = (await row('KOSPI').first().boundingBox())!;
    await page.mouse.move(handle.x + 8, handle.y + 8);
    await page.mouse.down();
    for (const y of [first.y + 60, first.y + 30, first.y + 4]) await page.mouse.move(handle.x + 8, y);
    await page.mouse.up();
    await expect.poll(() => idsShown(page)).toEqual(Array(3).fill(['USD/KRW', 'KOSPI', 'KOSDAQ', 'KOSPI200']));
    expect(page.url()).toContain('symbols=USD%2FKRW+KOSPI+KOSDAQ+KOSPI200');
    await page.getByRole('button', { name: 'All, in the feed’s order' }).click();
    expect(page.url()).not.toContain('symbols');
  });

  it('is asked for when its address is complete, and not letter by letter', async () => {
    const { page } = await open();
    const asked: string[] = [];
    page.on('request', (request) => void (request.resourceType() === 'fetch' && asked.push(request.url())));
    await page.getByLabel('Address of the feed').fill('');
    await page.getByLabel('Address of the feed').pressSequentially(`${publisher.origin}/markets.json`);
    await page.keyboard.press('Enter');
    await expect.poll(() => idsShown(page)).toEqual(Array(3).fill(['KOSPI', 'KOSDAQ', 'USD/KRW']));
    const others = asked.filter((url) => !url.endsWith('/markets.json?session=open'));
    expect(new Set(others)).toEqual(new Set([`${publisher.origin}/markets.json`]));
  });

  it('is the same for whoever gets the link', async () => {
    const set = {
      layout: 'row',
      lang: 'ja',
      symbols: 'KOSDAQ',
      end: '<b>All</b>',
      size: '20',
      sample: JSON.stringify([{ id: 'KOSDAQ', price: 5 }]),
    };
    const { page, troubles } = await open(set);
    expect(await idsShown(page)).toEqual(Array(3).fill(['KOSDAQ']));
    expect(await page.locator('.stage a').first().textContent()).toBe('<b>All</b>');
    expect(
      await page
        .locator('.stage > :first-child')
        .first()
        .evaluate((strip) => getComputedStyle(strip).fontSize),
    ).toBe('20px');
    expect(troubles).toEqual([]);
  });
});

describe('one’s own JSON', () => {
  const use = (page: Page) => page.getByRole('button', { name: 'Use it in the strip and the code' });

  it('at an address is read, with a mapping suggested; the strip and the code take it over', async () => {
    const { page, troubles } = await open();
    await page.getByLabel('Address or JSON').fill(`${publisher.origin}/own.json`);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByText('What it reads: 2 items').waitFor();
    const [alpha, other] = await page.locator('.read > li').all();
    expect((await alpha!.innerText()).split(/\s*\n\s*/)).toEqual([
      'ALPHA',
      'price',
      '1,020.50',
      'change',
      '−4.50',
      'percent',
      '−0.44%',
      'direction',
      'down',
      'time',
      'none',
    ]);
    // Text is text, whatever is in it.
    expect(await other!.locator('.who').innerText()).toBe(OWN.data.rows[1]!.ticker);
    expect(JSON.parse(await page.getByLabel('Mapping').inputValue())).toMatchObject({
      items: 'data.rows',
      price: 'last',
    });

    await use(page).click();
    await expect.poll(() => idsShown(page)).toEqual(Array(3).fill(OWN.data.rows.map(({ ticker }) => ticker)));
    expect(await code(page, 'Where the strip')).toContain(`src="${publisher.origin}/own.json"`);
    expect(await code(page, 'Where the strip')).toContain(
      `paths='{"items":"data.rows","id":"ticker","price":"last","change":"chg","changePercent":"chgPct"}'`,
    );
    expect(await code(page, 'Into the head')).toContain('adapters/paths.js');
    expect(await page.locator('img:not([src*="seal"])').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('that is pasted is read as its mapping is edited, with a sentence for each fault', async () => {
    const { page } = await open();
    await page
      .getByLabel('Address or JSON')
      .fill(JSON.stringify({ rows: [{ id: 'A', last: 10, weird: '0.5', note: 'x' }] }));
    await page.getByRole('button', { name: 'Read it' }).click();
    const mapping = page.getByLabel('Mapping');
    await mapping.fill('{"items": "rows", "id": "id", "price": "last", "change": "weird"}');
    await page.locator('.read').getByText('+0.50').waitFor();
    await mapping.fill('{"items": "rows", "id": "id", "price": "last", "change": "note"}');
    await page.locator('.issues').getByText('The value is not what this field takes.').waitFor();
    expect(await page.locator('.issues').innerText()).toMatch(/rows\[0\]\.change\s*"x"/);
    await mapping.fill('{"items": ');
    await page.getByText('This is no JSON object yet').waitFor();
    expect(await page.locator('.read > li').count()).toBe(1);

    await use(page).click();
    await expect.poll(() => idsShown(page)).toEqual(Array(3).fill(['A']));
    await page.getByText('The address /markets.json stands for your feed').waitFor();
  });

  it('of a known source is read by its adapter', async () => {
    const { page } = await open();
    const body = { rates: { KRW: 1359, JPY: 144.25 }, base: 'USD', date: '2025-06-09' };
    await page.getByLabel('Address or JSON').fill(JSON.stringify(body));
    await page.getByRole('button', { name: 'Read it' }).click();
    await use(page).click();
    await expect.poll(() => idsShown(page)).toEqual(Array(3).fill(['USD/KRW', 'USD/JPY']));
    expect(await code(page, 'Where the strip')).toContain('adapter="rates"');
  });

  it.each([
    ['{"items": [', 'That is no JSON yet'],
    ['javascript:alert(1)', 'That is neither JSON nor an http or https address.'],
    ['http://127.0.0.1:9/', 'No answer that this page may read.'],
    ['{"a": 1}', 'Nothing in it looks like a price.'],
    ['PAGE', 'The answer is no JSON.'],
    ['MISSING', 'The server answered with status 404.'],
  ])('that can’t be read is told in words: %s', async (text, told) => {
    const { page } = await open();
    const addresses: Record<string, string> = {
      PAGE: `${publisher.origin}/page.html`,
      MISSING: `${publisher.origin}/none`,
    };
    await page.getByLabel('Address or JSON').fill(addresses[text] ?? text);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByText(told).waitFor();
  });
});

describe('what is pasted', () => {
  it('from npm runs in a page that Vite has built', async () => {
    const { page } = await open({
      form: 'npm',
      src: `${publisher.origin}/own.json`,
      adapter: 'paths',
      up: '#0a5',
      paths: '{"items": "data.rows", "id": "ticker", "price": "last"}',
    });
    const folder = mkdtempSync(join(tmpdir(), 'publisher-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules/market-ticker'), 'dir');
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    writeFileSync(join(folder, 'main.js'), `import './style.css';\n${await code(page, 'In your script')}`);
    writeFileSync(join(folder, 'style.css'), (await code(page, 'In your style sheet'))!);
    const body = await code(page, 'Where the strip is to stand');
    writeFileSync(
      join(folder, 'index.html'),
      `<!doctype html><title>Paper</title><link rel="icon" href="data:," /><script type="module" src="./main.js"></script>${body}`,
    );
    await build({ configFile: false, root: folder, logLevel: 'error' });
    const served = await preview({
      configFile: false,
      root: folder,
      preview: { host: '127.0.0.1', port: 0 },
      logLevel: 'error',
    });
    onTestFinished(() => served.close());

    const { page: paper, troubles } = await openPage(browser, served.resolvedUrls!.local[0]!);
    onTestFinished(() => paper.close());
    await allLive(paper);
    const strip = paper.locator('market-ticker');
    expect(
      await strip.evaluate((element) => (element as HTMLElementTagNameMap['market-ticker']).quotes[0]?.price),
    ).toBe(1020.5);
    expect(
      await strip.evaluate((element) => getComputedStyle(element).getPropertyValue('--market-ticker-up-color')),
    ).toBe('#0a5');
    expect(troubles).toEqual([]);
  });

  it('is there in six forms', async () => {
    const { page } = await open();
    for (const [form, place] of [
      ['npm', 'In a terminal'],
      ['React', 'MarketStrip.jsx'],
      ['Vue', 'MarketStrip.vue'],
      ['Svelte', 'MarketStrip.svelte'],
      ['WordPress', 'functions.php'],
      ['HTML', 'Into the head'],
    ] as const) {
      await page.getByRole('tab', { name: form }).click();
      await page.locator('.block', { hasText: place }).waitFor();
    }
  });
});

describe('the page', () => {
  it('is in Korean where the browser is, and where it is asked for', async () => {
    const { page } = await open({}, { locale: 'ko-KR' });
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    expect(await page.title()).toMatch('시세 띠 만들기');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Build your strip' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('link', { name: '한국어' }).click();
    await page.getByRole('heading', { name: '시세 띠 만들기' }).waitFor();
    expect(await page.getByRole('button', { name: '예제로 해 보기' }).count()).toBe(1);
  });

  describe.each([1280, 320])('at %i px', (width) => {
    it.each([
      ['in Korean', { ui: 'ko', form: 'wordpress' }, {}],
      [
        'in a dark scheme, with warnings',
        { up: '#777', form: 'react', layout: 'grid', end: 'All' },
        { colorScheme: 'dark' },
      ],
      ['with less motion', { form: 'npm' }, { reducedMotion: 'reduce' }],
      ['in forced colours', {}, { forcedColors: 'active' }],
    ] as const)('has nothing for axe to say, and no sideways scrolling, %s', async (_, set, media) => {
      const { page, troubles } = await open(set, { viewport: { width, height: 800 }, ...media });
      await page.locator('.own .tools button').nth(1).click();
      await page.locator('.read').waitFor();
      await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      // axe does not know that forced colours are others than those of the page; and what is warned about it sees, too.
      const warned =
        'forcedColors' in media ? /^color-contrast/ : /^color-contrast .*market-ticker\[.*\[part="?(change|percent)/;
      expect((await axeViolations(page)).filter((line) => !warned.test(line))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(troubles).toEqual([]);
    });
  });
});
