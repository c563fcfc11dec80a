import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { axeViolations } from '../../../support/page.js';
import { code, idsShown, withBuilder } from './with-builder.js';

const site = withBuilder();

describe('contrast', () => {
  test('is shown for each of the three stages, with a warning where it is too low', async () => {
    const { page } = await site.open({ color: '#8a8a8a', down: '#b00', 'down-dark': '#f99', ground: '#003300' });
    const light = page.locator('.stage-frame', { hasText: 'On a light page' });
    await light.getByText('Text has a contrast of 3.45:1').waitFor();
    expect(await light.locator('.figures').innerText()).toMatch(/Text\s*3\.45\s*below 4\.5.*Down\s*6\.\d\d/s);
    const dark = page.locator('.stage-frame', { hasText: 'On a dark page' });
    expect(await dark.locator('.warning').innerText()).toBe('');
    expect(await dark.locator('.figures').innerText()).toMatch(/Text\s*5\.\d\d/);
  });

  test('is that with the page’s background if the strip is transparent', async () => {
    const { page } = await site.open({ ground: '#0b2545' });
    const own = page.locator('.stage-frame', { hasText: 'On your page' });
    await own.getByText('17.63').waitFor(); // on the tag's own white
    await page.getByLabel('Transparent background').check();
    await own.getByText(/Text has a contrast of 1\.\d\d:1/).waitFor();
    await own.getByLabel('Your page’s color-scheme').selectOption('dark');
    await expect.poll(() => own.locator('.warning').innerText()).toBe('');
    expect(await code(page, 'In the head')).toContain('--market-ticker-background: transparent;');
  });

  test('follows a colour while it is typed, and ignores a text that is not a colour', async () => {
    const { page } = await site.open();
    const field = page.getByRole('textbox', { name: 'Up', exact: true });
    await field.fill('#9acd32');
    const light = page.locator('.stage-frame', { hasText: 'On a light page' });
    await light.getByText('Up has a contrast of 1.').waitFor();
    await field.fill('greenish');
    await page.getByText('Enter a CSS colour').first().waitFor();
    expect(await code(page, 'In the head')).toContain('--market-ticker-up-color: #9acd32;');
  });

  test('adds the light colour if only the one for dark pages is set', async () => {
    const { page } = await site.open();
    await page.getByRole('textbox', { name: 'Up, on dark pages', exact: true }).fill('#8fd3fe');
    expect(await code(page, 'In the head')).toContain('--market-ticker-up-color: light-dark(#0b7a3e, #8fd3fe);');
  });
});

describe('the feed', () => {
  test('is ordered by mouse', async () => {
    const { page } = await site.open();
    const row = (name: string) => page.locator('.symbols li', { hasText: name });
    await row('USD/KRW').scrollIntoViewIfNeeded();
    const handle = (await row('USD/KRW').locator('.handle').boundingBox())!;
    const first = (await row('KOSPI').first().boundingBox())!;
    await page.mouse.move(handle.x + 8, handle.y + 8);
    await page.mouse.down();
    for (const y of [first.y + 60, first.y + 30, first.y + 4]) await page.mouse.move(handle.x + 8, y);
    await page.mouse.up();
    await expect.poll(() => idsShown(page)).toEqual(Array(4).fill(['USD/KRW', 'KOSPI', 'KOSDAQ', 'KOSPI200']));
    expect(page.url()).toContain('symbols=USD%2FKRW+KOSPI+KOSDAQ+KOSPI200');
    await page.getByRole('button', { name: 'All items, in the feed’s order' }).click();
    expect(page.url()).not.toContain('symbols');
  });

  test('is requested when its address is complete, not after every letter', async () => {
    const { page } = await site.open();
    const requested: string[] = [];
    page.on('request', (request) => void (request.resourceType() === 'fetch' && requested.push(request.url())));
    await page.getByLabel('Feed URL').fill('');
    await page.getByLabel('Feed URL').pressSequentially(`${site.publisher.origin}/markets.json`);
    await page.keyboard.press('Enter');
    await expect.poll(() => idsShown(page)).toEqual(Array(4).fill(['KOSPI', 'KOSDAQ', 'USD/KRW']));
    const others = requested.filter((url) => !url.endsWith('/markets.json?session=open'));
    expect(new Set(others)).toEqual(new Set([`${site.publisher.origin}/markets.json`]));
  });

  test('is the same for everyone who opens the link', async () => {
    const state = {
      layout: 'row',
      lang: 'ja',
      symbols: 'KOSDAQ',
      end: '<b>All</b>',
      size: '20',
      sample: JSON.stringify([{ id: 'KOSDAQ', price: 5 }]),
    };
    const { page, troubles } = await site.open(state);
    expect(await idsShown(page)).toEqual(Array(4).fill(['KOSDAQ']));
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

describe('what an item shows', () => {
  test('is chosen by check boxes, of which the last stays checked', async () => {
    const { page } = await site.open({ fields: 'name percent', layout: 'row' });
    const tag = (): Promise<string | null> => code(page, 'Where the strip goes');
    // What is not shown is empty, or takes no place.
    const seen = (): Promise<string> =>
      page
        .locator('[data-stage="light"] li')
        .first()
        .locator('[part]:not([part~="item"], [data-reserve=""])')
        .evaluateAll((parts) =>
          parts
            .map(({ textContent }) => textContent.trim())
            .join(' ')
            .trim(),
        );
    await expect.poll(seen).toMatch(/^KOSPI +[+−]?\d\.\d\d%$/);
    expect(await tag()).toContain('fields="name percent"');
    await page.getByLabel('Price', { exact: true }).check();
    await expect.poll(seen).toMatch(/^KOSPI +\d,\d{3}\.\d\d +[+−]?\d\.\d\d%$/);
    expect(await tag()).toContain('fields="name price percent"');
    for (const name of ['Name', 'Price', 'Percent']) await page.getByLabel(name, { exact: true }).click();
    expect(await page.getByLabel('Percent', { exact: true }).isChecked()).toBe(true);
    expect(await tag()).toContain('fields="percent"');
    for (const box of await page.locator('[name="fields"]').all()) await box.check();
    expect(await tag()).not.toContain('fields');
  });

  test('has the signs and the time zone of the publisher, and keeps a zone that nobody knows to itself', async () => {
    const { page } = await site.open({ layout: 'row' });
    await page.getByLabel('Direction is shown by').selectOption('arrow');
    await page.getByLabel('Time zone').fill('Asia/Tokyo');
    const strip = page.locator('[data-stage="light"] market-ticker').first();
    await expect.poll(() => strip.locator('[part="time"]').innerText()).toContain('JST');
    expect(await strip.locator('[part="change"]').first().innerText()).toMatch(/^\d/);
    await page.getByLabel('Time zone').fill('Asia/Seul');
    await page.getByText('This browser doesn’t know that time zone').waitFor();
    expect(await code(page, 'Where the strip goes')).toMatch(/signs="arrow"\s+time-zone="Asia\/Tokyo"/);
  });
});

describe('the strip on a phone', () => {
  const stages = (page: Page): Promise<(string | null)[]> =>
    page.locator('.stage').evaluateAll((all) => all.map((stage) => stage.getAttribute('data-stage')));
  const onPhone = (page: Page) => page.locator('[data-stage="phone"] market-ticker');

  test('is 360 px wide and shows whole items one after the other, beside the strips on wide pages', async () => {
    const { page } = await site.open();
    expect(await stages(page)).toEqual(['light', 'dark', 'own', 'phone']);
    expect((await onPhone(page).boundingBox())!.width).toBe(360);
    await onPhone(page).locator('.strip.rotate').waitFor();
    await page.locator('[data-stage="light"] .strip.scroll').waitFor();
  });

  test.each([320, 360, 390])('comes first on a phone of %i px, as wide as the phone', async (width) => {
    const { page } = await site.open({}, { viewport: { width, height: 800 } });
    expect(await stages(page)).toEqual(['phone', 'light', 'dark', 'own']);
    expect((await onPhone(page).boundingBox())!.width).toBe(Math.min(width, 360));
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(() => stages(page)).toEqual(['light', 'dark', 'own', 'phone']);
  });
});

describe('the page', () => {
  test('is in Korean if the browser is, and if Korean is chosen', async () => {
    const { page } = await site.open({}, { locale: 'ko-KR' });
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    expect(await page.title()).toMatch('시세 티커 만들기');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Build your strip' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('link', { name: '한국어' }).click();
    await page.getByRole('heading', { name: '시세 티커 만들기' }).waitFor();
    expect(await page.getByRole('button', { name: '예제로 해 보기' }).count()).toBe(1);
  });

  describe.each([1280, 320])('at %i px', (width) => {
    test.each([
      ['in Korean', { ui: 'ko', form: 'wordpress' }, {}],
      [
        'in a dark scheme, with warnings',
        { up: '#777', form: 'react', layout: 'grid', end: 'All' },
        { colorScheme: 'dark' },
      ],
      ['with less motion', { form: 'npm' }, { reducedMotion: 'reduce' }],
      ['in forced colours', {}, { forcedColors: 'active' }],
    ] as const)('has no accessibility violations and no horizontal scrolling, %s', async (_, state, media) => {
      const { page, troubles } = await site.open(state, { viewport: { width, height: 800 }, ...media });
      await page.locator('.own .tools button').nth(1).click();
      await page.locator('.read').waitFor();
      await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      // axe does not know about forced colours. It also reports the low contrast that the page itself warns about.
      const expected =
        'forcedColors' in media ? /^color-contrast/ : /^color-contrast .*market-ticker\[.*\[part="?(change|percent)/;
      expect((await axeViolations(page)).filter((line) => !expected.test(line))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(troubles).toEqual([]);
    });
  });
});
