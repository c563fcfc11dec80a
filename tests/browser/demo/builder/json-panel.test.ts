import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { code, idsShown, withBuilder } from './with-builder.js';
import { OWN } from './site.js';

const site = withBuilder();

describe('the publisher’s own JSON', () => {
  const use = (page: Page) => page.getByRole('button', { name: 'Use it in the strip and the code' });

  test('is loaded from an address, with a suggested mapping that the strip and the code can use', async () => {
    const { page, troubles } = await site.open();
    await page.getByLabel('URL or JSON').fill(`${site.publisher.origin}/own.json`);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByText('2 items read').waitFor();
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
      'as of',
      'none',
    ]);
    // HTML in a name is shown as text.
    expect(await other!.locator('.who').innerText()).toBe(OWN.data.rows[1]!.ticker);
    expect(JSON.parse(await page.getByLabel('Mapping').inputValue())).toMatchObject({
      items: 'data.rows',
      price: 'last',
    });

    await use(page).click();
    await expect.poll(() => idsShown(page)).toEqual(Array(4).fill(OWN.data.rows.map(({ ticker }) => ticker)));
    expect(await code(page, 'Where the strip goes')).toContain(`src="${site.publisher.origin}/own.json"`);
    expect(await code(page, 'Where the strip goes')).toContain(
      `paths='{"items":"data.rows","id":"ticker","price":"last","change":"chg","changePercent":"chgPct"}'`,
    );
    expect(await code(page, 'In the head')).toContain('adapters/paths.js');
    expect(await page.locator('img:not([src*="seal"])').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  test('is read again while its mapping is edited, with a message for each fault', async () => {
    const { page } = await site.open();
    await page
      .getByLabel('URL or JSON')
      .fill(JSON.stringify({ rows: [{ id: 'A', last: 10, weird: '0.5', note: 'x' }] }));
    await page.getByRole('button', { name: 'Read it' }).click();
    const mapping = page.getByLabel('Mapping');
    await mapping.fill('{"items": "rows", "id": "id", "price": "last", "change": "weird"}');
    await page.locator('.read').getByText('+0.50').waitFor();
    await mapping.fill('{"items": "rows", "id": "id", "price": "last", "change": "note"}');
    await page.locator('.issues').getByText('The value has the wrong type or format for this field.').waitFor();
    expect(await page.locator('.issues').innerText()).toMatch(/rows\[0\]\.change\s*"x"/);
    await mapping.fill('{"items": ');
    await page.getByText('This is not a JSON object yet').waitFor();
    expect(await page.locator('.read > li').count()).toBe(1);

    await use(page).click();
    await expect.poll(() => idsShown(page)).toEqual(Array(4).fill(['A']));
    await page.getByText('Replace /markets.json with the URL of your feed.').waitFor();
  });

  test('is read by the adapter of a known source', async () => {
    const { page } = await site.open();
    const body = { rates: { KRW: 1359, JPY: 144.25 }, base: 'USD', date: '2025-06-09' };
    await page.getByLabel('URL or JSON').fill(JSON.stringify(body));
    await page.getByRole('button', { name: 'Read it' }).click();
    await use(page).click();
    await expect.poll(() => idsShown(page)).toEqual(Array(4).fill(['USD/KRW', 'USD/JPY']));
    expect(await code(page, 'Where the strip goes')).toContain('adapter="rates"');
  });

  test.each([
    ['{"items": [', 'This is not valid JSON yet'],
    ['javascript:alert(1)', 'Enter JSON, or an http or https URL.'],
    ['http://127.0.0.1:9/', 'This page can’t read an answer there.'],
    ['{"a": 1}', 'No prices found.'],
    ['PAGE', 'The answer is not JSON.'],
    ['MISSING', 'The server answered with status 404.'],
  ])('gets an error message if it cannot be read: %s', async (text, message) => {
    const { page } = await site.open();
    const addresses: Record<string, string> = {
      PAGE: `${site.publisher.origin}/page.html`,
      MISSING: `${site.publisher.origin}/none`,
    };
    await page.getByLabel('URL or JSON').fill(addresses[text] ?? text);
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByText(message).waitFor();
  });
});
