import type { Page } from 'playwright';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signBeside } from '../../../support/fixtures/builder/newspaper-feeds.js';
import { allLive, openPage } from '../../../support/page.js';
import { arrowsOf, code, pages } from './with-builder.js';

const site = pages();

/** What no guess would bring. */
const MAPPING = {
  items: { Alpha: 'kospi', "It's <b>": 'kosdaq' },
  price: 'value',
  change: 'change',
  direction: 'sign',
  words: { direction: { '+': 'up', '-': 'down', '"': 'flat' } },
};

const own = (page: Page) => page.locator('#own-paths');
const take = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Use it in the strip and the code' }).click();

async function paste(page: Page, payload: unknown): Promise<void> {
  await page.getByLabel('Address or JSON').fill(JSON.stringify(payload));
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.locator('.read').waitFor();
}

/** The builder with a pasted feed, a mapping that has been edited, and both in use. */
async function edited(): Promise<Page> {
  const { page } = await site.open({ cdn: site.publisher.cdn, layout: 'row' });
  await paste(page, signBeside);
  await own(page).fill(JSON.stringify(MAPPING, null, 2));
  await take(page);
  return page;
}

/** Adapter and mapping in the code for HTML, as a browser parses it. */
async function kept(page: Page): Promise<{ adapter: string | null; paths: unknown }> {
  const body = (await code(page, 'Where the strip is to stand'))!;
  return page.evaluate((html) => {
    const tag = new DOMParser().parseFromString(html, 'text/html').querySelector('market-ticker')!;
    const paths = tag.getAttribute('paths');
    return { adapter: tag.getAttribute('adapter'), paths: paths && (JSON.parse(paths) as unknown) };
  }, body);
}

const BOTH = { adapter: 'paths', paths: MAPPING };

describe('adapter and mapping are kept', () => {
  it('in the code that was taken over', async () => expect(await kept(await edited())).toEqual(BOTH));

  it('where an address takes the place of the pasted feed; the code then runs as it is', async () => {
    const page = await edited();
    await page.getByRole('button', { name: 'Use an address instead' }).click();
    expect(await kept(page)).toEqual(BOTH);
    const field = page.getByLabel('Address of the feed');
    expect(await field.inputValue(), 'the demo’s has another shape').toBe('');
    await field.fill(site.publisher.feed(signBeside));
    await field.press('Enter');
    expect(await kept(page)).toEqual(BOTH);

    const [head, body] = [await code(page, 'Into the head'), await code(page, 'Where the strip is to stand')];
    const { page: paper, troubles } = await openPage(site.browser, site.publisher.page(head!, body!));
    onTestFinished(() => paper.close());
    await allLive(paper);
    expect(await arrowsOf(paper)).toEqual(['Alpha ▼ −38.45', "It's <b> ▲ +4.12"]);
    expect(troubles).toEqual([]);
  });

  it('when the page is loaded anew, also with a feed that is too long for the address', async () => {
    const page = await edited();
    await page.reload();
    await allLive(page);
    expect(await kept(page)).toEqual(BOTH);
    await paste(page, { ...signBeside, note: 'x'.repeat(7000) });
    await own(page).fill(JSON.stringify(MAPPING));
    await take(page);
    await page.reload();
    await allLive(page);
    expect(await kept(page)).toEqual(BOTH);
  });

  it('over other choices, another language, and back', async () => {
    const page = await edited();
    await page.getByLabel('Layout').selectOption('grid');
    await page.getByRole('link', { name: '한국어' }).click();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('tab', { name: 'React' }).click();
    await page.getByRole('tab', { name: 'HTML' }).click();
    expect(await kept(page)).toEqual(BOTH);
    await page.getByRole('button', { name: 'Start over' }).click();
    expect(await kept(page)).toEqual({ adapter: null, paths: null });
    await page.goBack();
    await expect.poll(() => kept(page)).toEqual(BOTH);
  });

  it('when another shape is tried in the settings, and that one again', async () => {
    const page = await edited();
    const shape = page.getByLabel('Shape of the feed');
    for (const other of ['naver', 'canonical']) {
      await shape.selectOption(other);
      await shape.selectOption('paths');
      expect(await kept(page), other).toEqual(BOTH);
    }
  });

  it('when another way to read is looked at, and that one again, finished or not', async () => {
    const { page } = await site.open();
    await paste(page, signBeside);
    const way = page.getByLabel('How to read it');
    await own(page).fill(JSON.stringify(MAPPING));
    await way.selectOption('canonical');
    await way.selectOption('paths');
    expect(JSON.parse(await own(page).inputValue())).toEqual(MAPPING);
    expect(await page.locator('.read .who').allTextContents()).toEqual([
      expect.stringContaining('Alpha'),
      expect.stringContaining("It's <b>"),
    ]);
    await own(page).fill('{"items": ');
    await way.selectOption('naver');
    await way.selectOption('paths');
    expect(await own(page).inputValue()).toBe('{"items": ');
    await take(page);
    expect(await kept(page), 'the last one that was whole').toEqual(BOTH);
  });

  it('where it was typed into the settings, and takes the place of what was not finished there', async () => {
    const { page } = await site.open({
      adapter: 'paths',
      src: site.publisher.feed(signBeside),
      paths: '{"items":"kospi","id":"=A","price":"value"}',
    });
    const field = page.locator('#paths');
    await field.fill(JSON.stringify(MAPPING));
    await field.blur();
    expect(await kept(page)).toEqual(BOTH);
    await field.fill('{"items": ');
    await paste(page, signBeside);
    await take(page);
    expect(JSON.parse(await field.inputValue())).toHaveProperty('items.KOSPI', 'kospi');
  });

  it('however long it is', async () => {
    const names = Array.from({ length: 45 }, (_, index) => `index_number_${index}`);
    const payload = Object.fromEntries(
      names.flatMap((name) => [
        [`${name}_value`, 102],
        [`${name}_change`, -2],
        [`${name}_percent`, -1.92],
      ]),
    );
    const { page } = await site.open();
    await paste(page, payload);
    const mapping = JSON.parse(await own(page).inputValue()) as object;
    expect(JSON.stringify(mapping).length).toBeGreaterThan(4000);
    await take(page);
    expect(await kept(page)).toEqual({ adapter: 'paths', paths: mapping });
    await page.reload();
    await allLive(page);
    expect(await kept(page)).toEqual({ adapter: 'paths', paths: mapping });
  });
});
