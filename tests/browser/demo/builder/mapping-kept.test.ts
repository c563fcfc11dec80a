import type { Page } from 'playwright';
import { describe, expect, onTestFinished, test } from 'vitest';
import { signBeside } from '../../../support/fixtures/builder/newspaper-feeds.js';
import { allLive, openPage } from '../../../support/page.js';
import { itemTexts, code, withBuilder } from './with-builder.js';

const site = withBuilder();

/** A mapping that the builder would never suggest. */
const MAPPING = {
  items: { Alpha: 'kospi', "It's <b>": 'kosdaq' },
  price: 'value',
  change: 'change',
  direction: 'sign',
  words: { direction: { '+': 'up', '-': 'down', '"': 'flat' } },
};

const mappingField = (page: Page) => page.locator('#own-paths');
const use = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Use it in the strip and the code' }).click();

async function paste(page: Page, payload: unknown): Promise<void> {
  await page.getByLabel('URL or JSON').fill(JSON.stringify(payload));
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.locator('.read').waitFor();
}

/** Opens the builder, pastes a feed, edits its mapping, and uses both. */
async function openEdited(): Promise<Page> {
  const { page } = await site.open({ cdn: site.publisher.cdn, layout: 'row', up: '#0a5' });
  await paste(page, signBeside);
  await mappingField(page).fill(JSON.stringify(MAPPING, null, 2));
  await use(page);
  return page;
}

/** Returns adapter and mapping in the code for HTML, as a browser parses it. */
async function mappingInCode(page: Page): Promise<{ adapter: string | null; paths: unknown }> {
  const body = (await code(page, 'Where the strip goes'))!;
  return page.evaluate((html) => {
    const tag = new DOMParser().parseFromString(html, 'text/html').querySelector('market-ticker')!;
    const paths = tag.getAttribute('paths');
    return { adapter: tag.getAttribute('adapter'), paths: paths && (JSON.parse(paths) as unknown) };
  }, body);
}

const BOTH = { adapter: 'paths', paths: MAPPING };

describe('adapter and mapping are kept', () => {
  test('in the code', async () => expect(await mappingInCode(await openEdited())).toEqual(BOTH));

  test('when an address replaces the pasted feed; the code then runs unchanged', async () => {
    const page = await openEdited();
    await page.getByRole('button', { name: 'Use a URL instead' }).click();
    expect(await mappingInCode(page)).toEqual(BOTH);
    const field = page.getByLabel('Feed URL');
    expect(await field.inputValue(), 'the demo’s feed has another shape').toBe('');
    await field.fill(site.publisher.feed(signBeside));
    await field.press('Enter');
    expect(await mappingInCode(page)).toEqual(BOTH);

    const [head, body] = [await code(page, 'In the head'), await code(page, 'Where the strip goes')];
    const { page: paper, troubles } = await openPage(site.browser, site.publisher.page(head!, body!));
    onTestFinished(() => paper.close());
    await allLive(paper);
    expect(await itemTexts(paper)).toEqual(['Alpha ▼ −38.45', "It's <b> ▲ +4.12"]);
    expect(troubles).toEqual([]);
  });

  test('when the page is reloaded, also with a feed that is too long for the address', async () => {
    const page = await openEdited();
    await page.reload();
    await allLive(page);
    expect(await mappingInCode(page)).toEqual(BOTH);
    await paste(page, { ...signBeside, note: 'x'.repeat(7000) });
    await mappingField(page).fill(JSON.stringify(MAPPING));
    await use(page);
    await page.reload();
    await allLive(page);
    expect(await mappingInCode(page)).toEqual(BOTH);
  });

  test('after other choices, another language, and Back', async () => {
    const page = await openEdited();
    await page.getByLabel('Layout').selectOption('grid');
    await page.getByRole('link', { name: '한국어' }).click();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('tab', { name: 'React' }).click();
    await page.getByRole('tab', { name: 'HTML' }).click();
    expect(await mappingInCode(page)).toEqual(BOTH);
    await page.getByRole('button', { name: 'Start over' }).click();
    expect(await mappingInCode(page)).toEqual({ adapter: null, paths: null });
    await page.goBack();
    await expect.poll(() => mappingInCode(page)).toEqual(BOTH);
  });

  test('when another adapter is tried in the settings', async () => {
    const page = await openEdited();
    const shape = page.getByLabel('Adapter', { exact: true });
    for (const other of ['naver', 'canonical']) {
      await shape.selectOption(other);
      await shape.selectOption('paths');
      expect(await mappingInCode(page), other).toEqual(BOTH);
    }
  });

  test('when another reading is looked at, even if the mapping is unfinished', async () => {
    const { page } = await site.open();
    await paste(page, signBeside);
    const way = page.getByLabel('Adapter for this JSON');
    await mappingField(page).fill(JSON.stringify(MAPPING));
    await way.selectOption('canonical');
    await way.selectOption('paths');
    expect(JSON.parse(await mappingField(page).inputValue())).toEqual(MAPPING);
    expect(await page.locator('.read .who').allTextContents()).toEqual([
      expect.stringContaining('Alpha'),
      expect.stringContaining("It's <b>"),
    ]);
    await mappingField(page).fill('{"items": ');
    await way.selectOption('naver');
    await way.selectOption('paths');
    expect(await mappingField(page).inputValue()).toBe('{"items": ');
    await use(page);
    expect(await mappingInCode(page), 'the last valid mapping').toEqual(BOTH);
  });

  test('when it is typed into the settings; there, a used reading replaces an unfinished mapping', async () => {
    const { page } = await site.open({
      adapter: 'paths',
      src: site.publisher.feed(signBeside),
      paths: '{"items":"kospi","id":"=A","price":"value"}',
    });
    const field = page.locator('#paths');
    await field.fill(JSON.stringify(MAPPING));
    await field.blur();
    expect(await mappingInCode(page)).toEqual(BOTH);
    await field.fill('{"items": ');
    await paste(page, signBeside);
    expect(JSON.parse(await mappingField(page).inputValue()), 'the last valid one').toEqual(MAPPING);
    await use(page);
    expect(JSON.parse(await field.inputValue())).toEqual(MAPPING);
    await field.fill('{"items": ');
    await page.getByRole('button', { name: 'Restore the suggested mapping' }).click();
    await use(page);
    expect(JSON.parse(await field.inputValue())).toHaveProperty('items.KOSPI', 'kospi');
    expect(JSON.parse(await mappingField(page).inputValue())).toHaveProperty('items.KOSPI', 'kospi');
  });

  test('in the code of every form, and in the configuration of the feed tool', async () => {
    const page = await openEdited();
    for (const form of ['npm', 'React', 'Vue', 'Svelte', 'WordPress', 'HTML']) {
      await page.getByRole('tab', { name: form }).click();
      const all = (await page.locator('.block pre').allTextContents()).join('\n');
      expect(all, form).toContain('adapters/paths.js');
      expect(all, form).toContain('adapter="paths"');
      expect(all, form).toMatch(/paths=\S*items/);
    }
    await page.getByRole('tab', { name: 'Feed tool' }).click();
    const config = JSON.parse((await code(page, 'feed.config.json'))!) as { sources: [typeof BOTH] };
    expect(config.sources[0]).toMatchObject(BOTH);
  });

  test('when the JSON is read again, also after a mistake in it', async () => {
    const { page } = await site.open();
    await paste(page, signBeside);
    await mappingField(page).fill(JSON.stringify(MAPPING));
    const input = page.getByLabel('URL or JSON');
    const text = await input.inputValue();
    const readText = async (json: string): Promise<void> => {
      await input.fill(json);
      await page.getByRole('button', { name: 'Read it' }).click();
    };
    await readText(text.slice(0, -1));
    await page.getByText('This is not valid JSON yet').waitFor();
    await readText(text);
    expect(JSON.parse(await mappingField(page).inputValue())).toEqual(MAPPING);
    await readText(JSON.stringify([{ ticker: 'A', last: 5 }]));
    expect(JSON.parse(await mappingField(page).inputValue()), 'another feed').toHaveProperty('price', 'last');
    await readText(text);
    expect(JSON.parse(await mappingField(page).inputValue())).toEqual(MAPPING);
  });

  test('when the page is reloaded or left before it is used, which the code panel points out', async () => {
    const { page } = await site.open();
    await paste(page, signBeside);
    await mappingField(page).fill(JSON.stringify(MAPPING));
    await page.reload();
    expect(JSON.parse(await mappingField(page).inputValue())).toEqual(MAPPING);
    await page.getByRole('link', { name: 'Front page' }).click();
    await page.locator('#story').waitFor();
    await page.goBack();
    expect(JSON.parse(await mappingField(page).inputValue())).toEqual(MAPPING);
    expect(await mappingInCode(page)).toEqual({ adapter: null, paths: null });
    await page.getByRole('button', { name: 'Put it into the code' }).click();
    expect(await mappingInCode(page)).toEqual(BOTH);
    expect(await page.getByRole('button', { name: 'Put it into the code' }).count()).toBe(0);
  });

  test('by whoever opens the link, also without the feed if that is too long for one', async () => {
    const page = await openEdited();
    const openLink = async (): Promise<Page> => {
      const { page: other } = await openPage(site.browser, page.url(), { locale: 'en-US' });
      onTestFinished(() => other.close());
      return other;
    };
    const other = await openLink();
    expect(JSON.parse(await mappingField(other).inputValue())).toEqual(MAPPING);
    expect(await mappingInCode(other)).toEqual(BOTH);
    await paste(page, { ...signBeside, note: 'x'.repeat(7000) });
    await use(page);
    const third = await openLink();
    expect(await third.getByLabel('Feed URL').inputValue()).toBe('');
    expect(await mappingInCode(third)).toEqual(BOTH);
  });

  test('in both places where it can be edited', async () => {
    const page = await openEdited();
    const changed = { ...MAPPING, items: { Beta: 'kospi' } };
    await page.locator('#paths').fill(JSON.stringify(changed));
    expect(JSON.parse(await mappingField(page).inputValue())).toEqual(changed);
    await page.getByLabel('Layout').selectOption('grid');
    await page.goBack();
    await expect.poll(async () => JSON.parse(await mappingField(page).inputValue()) as unknown).toEqual(MAPPING);
    expect(await mappingInCode(page)).toEqual(BOTH);
  });

  test('as a text that is not finished, when colours are reset or Back undoes another choice', async () => {
    const page = await openEdited();
    const field = page.locator('#paths');
    await page.getByLabel('Layout').selectOption('grid');
    await field.fill('{"items": ');
    await page.getByRole('button', { name: 'Reset colours' }).click();
    expect(await field.inputValue()).toBe('{"items": ');
    for (const layout of ['grid', 'row']) {
      await page.goBack();
      await expect.poll(() => page.getByLabel('Layout').inputValue()).toBe(layout);
    }
    expect(await field.inputValue()).toBe('{"items": ');
    expect(await mappingInCode(page)).toEqual(BOTH);
  });

  test('when another adapter is used in between, each with its own', async () => {
    const page = await openEdited();
    await page.getByLabel('Adapter for this JSON').selectOption('naver');
    await mappingField(page).fill('{"price":"kospi.value","id":"=N"}');
    await use(page);
    const shape = page.getByLabel('Adapter', { exact: true });
    expect(await shape.inputValue()).toBe('naver');
    await page.reload();
    await shape.selectOption('paths');
    expect(await mappingInCode(page)).toEqual(BOTH);
    await shape.selectOption('naver');
    expect(await mappingInCode(page)).toEqual({ adapter: 'naver', paths: { price: 'kospi.value', id: '=N' } });
  });

  test('when it is long', async () => {
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
    const mapping = JSON.parse(await mappingField(page).inputValue()) as object;
    expect(JSON.stringify(mapping).length).toBeGreaterThan(4000);
    await use(page);
    expect(await mappingInCode(page)).toEqual({ adapter: 'paths', paths: mapping });
    await page.reload();
    await allLive(page);
    expect(await mappingInCode(page)).toEqual({ adapter: 'paths', paths: mapping });
  });
});
