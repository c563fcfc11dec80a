import type { Page } from 'playwright';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listsByKind, signBeside, terminal } from '../../../support/fixtures/builder/newspaper-feeds.js';
import { allLive, axeViolations, openPage } from '../../../support/page.js';
import { itemTexts, code, withBuilder } from './with-builder.js';

const site = withBuilder();

/** Opens the builder, and pastes and reads a feed. */
async function paste(payload: unknown, state: Record<string, string> = {}): Promise<Page> {
  const { page } = await site.open({ cdn: site.publisher.cdn, layout: 'row', ...state });
  await page.getByLabel('URL or JSON').fill(JSON.stringify(payload));
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.locator('.read').waitFor();
  return page;
}

const use = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Use it in the strip and the code' }).click();

/** Runs the code of the builder on a publisher's page, with the address of the feed, and returns what the strip shows. */
async function runCode(page: Page, payload: unknown): Promise<string[]> {
  const head = (await code(page, 'In the head'))!;
  const body = (await code(page, 'Where the strip goes'))!;
  const src = `src="${site.publisher.feed(payload)}"`;
  const { page: paper, troubles } = await openPage(
    site.browser,
    site.publisher.page(head, body.replace('src="/markets.json"', src)),
  );
  onTestFinished(() => paper.close());
  await allLive(paper);
  expect(troubles).toEqual([]);
  return itemTexts(paper);
}

const ITEM_TEXTS = ['KOSPI ▼ −38.45', 'KOSDAQ ▲ +4.12', 'USD/KRW ▼ −8.40'];

describe('the pasted feed of a newspaper', () => {
  test('shows falls as falls if the sign is next to unsigned numbers', async () => {
    const page = await paste(signBeside);
    await page.getByText('No problems found').waitFor();
    await use(page);
    expect(await runCode(page, signBeside)).toEqual(ITEM_TEXTS);
  });

  test('shows the lists under all keys, and no percent as a price', async () => {
    const page = await paste(listsByKind);
    await page.getByText('No problems found').waitFor();
    await use(page);
    expect(await runCode(page, listsByKind)).toEqual(ITEM_TEXTS);
  });

  test('shows no arrow for unexplained codes, and the builder names their field', async () => {
    const page = await paste(terminal);
    const warning = page.locator('.warnings li');
    expect(await warning.count()).toBe(1);
    expect(await warning.locator('code').allTextContents()).toEqual([
      'updn',
      '"5"',
      '"2"',
      '"words": {"direction": {"2": "…", "5": "…"}}',
    ]);
    expect(await page.getByText('No problems found').count()).toBe(0);
    await use(page);
    expect(await runCode(page, terminal)).toEqual(['KOSPI –', 'KOSDAQ –', 'USDKRW –']);

    const mapping = page.getByLabel('Mapping').last();
    const suggested = JSON.parse(await mapping.inputValue()) as object;
    await mapping.fill(JSON.stringify({ ...suggested, words: { direction: { '2': 'up', '5': 'down' } } }));
    await page.getByText('No problems found').waitFor();
    await use(page);
    expect(await runCode(page, terminal)).toEqual(ITEM_TEXTS.map((item) => item.replace('USD/KRW', 'USDKRW')));
  });

  test('has warnings in Korean on a Korean page, also on a phone', async () => {
    const { page } = await site.open({ ui: 'ko' }, { viewport: { width: 320, height: 800 } });
    await page.getByLabel('URL 또는 JSON').fill(JSON.stringify(terminal));
    await page.getByRole('button', { name: '읽기', exact: true }).click();
    await page.getByRole('heading', { name: '먼저 확인할 점 1가지' }).waitFor();
    expect(await page.locator('.warnings').innerText()).toContain('updn');
    expect(await page.getByText('확인할 점이 없습니다').count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  test('has a warning if the sign is removed from the mapping', async () => {
    const page = await paste(signBeside);
    const mapping = page.getByLabel('Mapping').last();
    const { direction: _, ...rest } = JSON.parse(await mapping.inputValue()) as Record<string, unknown>;
    await mapping.fill(JSON.stringify(rest));
    await page.locator('.warnings', { hasText: 'sign' }).waitFor();
    expect(await page.locator('.warnings code').allTextContents()).toEqual(['sign', '"-"', '"+"']);
    expect(await page.getByText('No problems found').count()).toBe(0);
  });
});
