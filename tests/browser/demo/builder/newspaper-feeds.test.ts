import type { Page } from 'playwright';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listsByKind, signBeside, terminal } from '../../../support/fixtures/builder/newspaper-feeds.js';
import { allLive, axeViolations, openPage } from '../../../support/page.js';
import { arrowsOf, code, pages } from './with-builder.js';

const site = pages();

/** The builder, with a feed pasted and read. */
async function paste(payload: unknown, set: Record<string, string> = {}): Promise<Page> {
  const { page } = await site.open({ cdn: site.publisher.cdn, layout: 'row', ...set });
  await page.getByLabel('Address or JSON').fill(JSON.stringify(payload));
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.locator('.read').waitFor();
  return page;
}

const take = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Use it in the strip and the code' }).click();

/** What the code of the builder shows on a publisher's page, once its feed has the address that it is to have. */
async function run(page: Page, payload: unknown): Promise<string[]> {
  const head = (await code(page, 'Into the head'))!;
  const body = (await code(page, 'Where the strip is to stand'))!;
  const src = `src="${site.publisher.feed(payload)}"`;
  const { page: paper, troubles } = await openPage(
    site.browser,
    site.publisher.page(head, body.replace('src="/markets.json"', src)),
  );
  onTestFinished(() => paper.close());
  await allLive(paper);
  expect(troubles).toEqual([]);
  return arrowsOf(paper);
}

const ARROWS = ['KOSPI ▼ −38.45', 'KOSDAQ ▲ +4.12', 'USD/KRW ▼ −8.40'];

describe('the JSON of a newspaper, pasted and taken over', () => {
  it('with a sign beside unsigned numbers shows the falls as falls', async () => {
    const page = await paste(signBeside);
    await page.getByText('Nothing to remark').waitFor();
    await take(page);
    expect(await run(page, signBeside)).toEqual(ARROWS);
  });

  it('with lists under several keys shows all of them, and no percent as a price', async () => {
    const page = await paste(listsByKind);
    await page.getByText('Nothing to remark').waitFor();
    await take(page);
    expect(await run(page, listsByKind)).toEqual(ARROWS);
  });

  it('with codes that nobody has explained shows no arrow, and the builder names their field', async () => {
    const page = await paste(terminal);
    const warning = page.locator('.warnings li');
    expect(await warning.count()).toBe(1);
    expect(await warning.locator('code').allTextContents()).toEqual([
      'updn',
      '"5"',
      '"2"',
      '"words": {"direction": {"2": "…", "5": "…"}}',
    ]);
    expect(await page.getByText('Nothing to remark').count()).toBe(0);
    await take(page);
    expect(await run(page, terminal)).toEqual(['KOSPI –', 'KOSDAQ –', 'USDKRW –']);

    const mapping = page.getByLabel('Mapping').last();
    const told = JSON.parse(await mapping.inputValue()) as object;
    await mapping.fill(JSON.stringify({ ...told, words: { direction: { '2': 'up', '5': 'down' } } }));
    await page.getByText('Nothing to remark').waitFor();
    await take(page);
    expect(await run(page, terminal)).toEqual(ARROWS.map((item) => item.replace('USD/KRW', 'USDKRW')));
  });

  it('in Korean is warned of in Korean, on a phone, too', async () => {
    const { page } = await site.open({ ui: 'ko' }, { viewport: { width: 320, height: 800 } });
    await page.getByLabel('주소 또는 JSON').fill(JSON.stringify(terminal));
    await page.getByRole('button', { name: '읽기', exact: true }).click();
    await page.getByRole('heading', { name: '먼저 확인할 것 1가지' }).waitFor();
    expect(await page.locator('.warnings').innerText()).toContain('updn');
    expect(await page.getByText('알릴 점이 없습니다').count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('is warned of where a sign is taken out of the mapping', async () => {
    const page = await paste(signBeside);
    const mapping = page.getByLabel('Mapping').last();
    const { direction: _, ...rest } = JSON.parse(await mapping.inputValue()) as Record<string, unknown>;
    await mapping.fill(JSON.stringify(rest));
    await page.locator('.warnings', { hasText: 'sign' }).waitFor();
    expect(await page.locator('.warnings code').allTextContents()).toEqual(['sign', '"-"', '"+"']);
    expect(await page.getByText('Nothing to remark').count()).toBe(0);
  });
});
