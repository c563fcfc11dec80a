import { expect, html } from '@open-wc/testing';
import { describe, test } from 'vitest';
import { seed, seedWith } from '../fixtures/seed.js';
import { all, inside, itemsOf, moving, painted, frame, strip } from './strip.js';

describe('the line of a day', () => {
  test('is there where the feed has one, for the eye alone, in the colour of the move', async () => {
    const data = seedWith({ KOSPI: { trend: [2812, 2840, 2855.77] } });
    const element = await strip(html`<market-ticker .data=${data}></market-ticker>`, 'live');
    const lines = all(element, 'ul:not([aria-hidden]) [part="trend"]');
    expect(lines.length).to.equal(1);
    expect(lines[0]!.getAttribute('aria-hidden')).to.equal('true');
    const change = inside(element, '[data-id="KOSPI"] [part="change"]');
    expect(getComputedStyle(lines[0]!).color).to.equal(getComputedStyle(change).color);
    expect(lines[0]!.getBoundingClientRect().width).to.be.above(30);
  });
});

test('CSS can tell the states of a strip', async () => {
  const element = await strip(html`<market-ticker .data=${seed}></market-ticker>`, 'live');
  await moving(element);
  const matches = (state: string): boolean => element.matches(`:state(${state})`);
  expect(['live', 'moving', 'paused', 'loading'].map(matches)).to.deep.equal([true, true, false, false]);
  element.pause();
  await element.updateComplete;
  expect(['live', 'moving', 'paused'].map(matches)).to.deep.equal([true, false, true]);
});

// WCAG 1.4.12, failure F104.
describe('with the text spacing that a reader needs', () => {
  test.each(['scroll', 'row', 'grid'])('nothing is cut off, and nothing covers anything: %s', async (layout) => {
    const page = await strip(html`
      <div style="line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em; font-size: 200%">
        <market-ticker
          paused
          style="--market-ticker-font: inherit; font-size: inherit"
          layout=${layout}
          .data=${seed}
        ></market-ticker>
      </div>
    `);
    const element = page.querySelector('market-ticker')!;
    await element.updateComplete;
    if (layout === 'scroll') await moving(element);
    await painted();
    const outer = inside(element, '.viewport').getBoundingClientRect();
    for (const item of itemsOf(element)) {
      const box = item.getBoundingClientRect();
      expect(box.top).to.be.at.least(outer.top - 0.5);
      expect(box.bottom).to.be.at.most(outer.bottom + 0.5);
      const cells = [...item.querySelectorAll('[part="name"], .number')].map((cell) => cell.getBoundingClientRect());
      for (const cell of cells) {
        expect(cell.top).to.be.at.least(outer.top - 0.5);
        expect(cell.bottom).to.be.at.most(outer.bottom + 0.5);
      }
      if (layout === 'grid') continue;
      for (const [index, cell] of cells.slice(1).entries()) expect(cell.left).to.be.at.least(cells[index]!.right - 0.5);
      expect(cells.at(-1)!.right).to.be.at.most(box.right + 0.5);
    }
    await frame();
  });
});
