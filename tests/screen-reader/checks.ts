import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Reader } from './reader.js';

const ENGLISH = [
  'KOSPI 2,855.77, up 43.72 points, 1.55 percent',
  'KOSDAQ 764.21, up 7.98 points, 1.06 percent',
  'KOSPI200 382.99, up 6.45 points, 1.71 percent',
  'USD/KRW 1,359.00, down 14.00, 1.02 percent',
];
const KOREAN = [
  '코스피 2,855.77, 43.72포인트 상승, 1.55퍼센트',
  '코스닥 764.21, 7.98포인트 상승, 1.06퍼센트',
  '코스피200 382.99, 6.45포인트 상승, 1.71퍼센트',
];

/** What nobody should hear: names of roles and symbols, and characters that are only for the eye. */
const NOISE = /clickable|status ?bar|graphic|middle dot|[·▲▼↑↓−–…\u200b-\u200f\u2060\ufeff]/;

/** The message of the strip, not that of Orca, which asks to wait. */
const isLoadingMessage = (text: string): boolean => /^Loading(?!.*please wait)/i.test(text);

/** Checks what a reader with Orca hears in a browser. */
export function describeReading(browser: string, program: string | undefined): void {
  describe(`In ${browser}, a screen reader`, () => {
    let reader: Reader;
    beforeAll(async () => {
      reader = await Reader.start(browser, program!);
    });
    afterAll(() => reader?.close());

    test.each(['scroll', 'rotate', 'row', 'grid'])('reads a strip in the layout %s', async (layout) => {
      const loading = await reader.visit({ layout });
      expect.soft(loading.filter(isLoadingMessage), 'the loading message').toEqual([]);

      const lines = await reader.readUntil('The article', 24);
      expectSentences(ENGLISH, lines);
      expectOnce('As of', lines);
      expectNoNoise(lines);

      await reader.goToTop();
      expect.soft((await reader.press('l')).join(' '), 'the list').toContain('List with 4 items');

      await reader.goToTop();
      const stops = await reader.tabUntil('All markets');
      expect.soft(stops.at(-1), `the last of ${stops.length} tab stops`).toContain('All markets');
      for (const name of ['Pause', 'KOSPI 2,855.77', 'USD/KRW 1,359.00']) expectOnce(name, stops);
      expect.soft(stops, 'silent tab stops').not.toContain('');
    });

    test('reads a strip of 40 quotes, and leaves it again', async () => {
      await reader.visit({ count: 40 });
      await reader.readUntil('Before the strip', 6);
      const lines = await reader.readUntil('The article', 46);
      expect.soft(lines.length, `lines, which end with\n${lines.slice(-8).join('\n')}\n`).toBeLessThanOrEqual(45);
      for (const name of ['KOSPI 2,855.77', 'Stock 5 ', 'Stock 40 ']) expectOnce(name, lines);

      await reader.goToTop();
      expect.soft((await reader.press('l')).join(' '), 'the list').toContain('List with 40 items');
    });

    test.each(['scroll', 'rotate'])(
      'is silent while values change, and reads the new ones, in the layout %s',
      async (layout) => {
        await reader.visit({ layout });
        reader.site.feed.ticks = true;
        await reader.site.refresh();
        expect.soft(await reader.hears({ first: 2000 }), 'a change of values').toEqual([]);
        await reader.site.refresh();
        // Quotes out of sight may be written five seconds later.
        expect.soft(await reader.hears({ first: 6000 }), 'the next change').toEqual([]);
        expectOnce('KOSPI 2,856.51', await reader.readUntil('KOSPI 2', 12));
      },
    );

    test('says once that an update failed, lets it be read, and says once that this is over', async () => {
      const { site } = reader;
      await reader.visit({});
      site.feed.fails = true;
      await site.refresh();
      expect.soft(await reader.hears({ first: 8000, pause: 2000 }), 'a failure').toEqual(['Update failed']);
      await site.refresh();
      expect.soft(await reader.hears(), 'the next failure').toEqual([]);
      await reader.goToTop();
      expectOnce('Update failed', await reader.readUntil('The article', 24));
      site.feed.fails = false;
      await site.refresh();
      expect.soft(await reader.hears({ first: 8000, pause: 2000 }), 'its end').toEqual(['Up to date again']);
    });

    test('says what Pause and Play have done, and to what', async () => {
      await reader.visit({});
      await reader.tabUntil('Pause', 4);
      const paused = await reader.press('space', { pause: 1500 });
      expect.soft(paused.join(' '), 'Pause').toMatch(/Market prices.*paused/i);
      const playing = await reader.press('space', { pause: 1500 });
      expect.soft(playing.join(' '), 'Play').toMatch(/Market prices.*playing/i);
    });

    test('reads Korean on a Korean page', async () => {
      await reader.visit({ lang: 'ko' });
      const lines = await reader.readUntil('The article', 24);
      expectSentences(KOREAN, lines);
      expectOnce('기준', lines);
      expectNoNoise(lines);
    });
  });
}

function expectSentences(sentences: string[], lines: string[]): void {
  const wrong = sentences.filter((sentence) => linesWith(sentence, lines) !== 1);
  expect.soft(wrong, `sentences that are not once in one line of\n${lines.join('\n')}\n`).toEqual([]);
}

function expectOnce(text: string, lines: string[]): void {
  expect.soft(linesWith(text, lines), `lines with "${text}" of\n${lines.join('\n')}\n`).toBe(1);
}

function expectNoNoise(lines: string[]): void {
  const noisy = lines.filter((line) => NOISE.test(line));
  expect.soft(noisy, 'noise').toEqual([]);
}

const linesWith = (text: string, lines: string[]): number => lines.filter((line) => line.includes(text)).length;
