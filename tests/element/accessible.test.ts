import { expect, html } from '@open-wc/testing';
import { describe, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { seed } from '../fixtures/seed.js';
import { inside, strip } from './strip.js';

describe('axe finds nothing', () => {
  for (const layout of ['scroll', 'row', 'grid'] as const) {
    for (const lang of ['en', 'ko']) {
      test(`${layout}, ${lang}`, async () => {
        const element = await strip(
          html`<market-ticker paused layout=${layout} lang=${lang} .data=${seed}></market-ticker>`,
          'live',
        );
        await expect(element).to.be.accessible();
      });
    }
  }

  test('before the first data', async () => {
    const element = await strip(html`<market-ticker></market-ticker>`, 'idle');
    await expect(element).to.be.accessible();
  });
});

test('the button is the first tab stop', async () => {
  const page = await strip(
    html`<div><button id="before">before</button><market-ticker .data=${seed}></market-ticker></div>`,
  );
  const element = page.querySelector('market-ticker')!;
  await element.updateComplete;
  window.focus();
  page.querySelector<HTMLElement>('#before')!.focus();
  await userEvent.tab();
  expect(element.shadowRoot!.activeElement).to.equal(inside(element, 'button'));
});

test('the button is large enough for a finger', async () => {
  const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
  const { width, height } = inside(element, 'button').getBoundingClientRect();
  expect(Math.min(width, height)).to.be.at.least(24);
});
