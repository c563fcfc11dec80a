import { describe, expect, test } from 'vitest';
import { readText } from '../../src/model/read-text.js';

describe('a text of the feed is made safe to show', () => {
  test.each<[unknown, string | undefined]>([
    ['KOSPI', 'KOSPI'],
    ['  KOSPI 200 ', 'KOSPI 200'],
    ['<b>KOSPI</b>', '<b>KOSPI</b>'],
    ['KOS\u202EPI', 'KOSPI'],
    ['KOS\nPI', 'KOSPI'],
    ['\u0000', undefined],
    ['', undefined],
    ['\uFFFD\uFFFD', undefined],
    [42, undefined],
    [null, undefined],
  ])('%j reads %j', (raw, text) => {
    expect(readText(raw, 80)).toBe(text);
  });

  test('a long text is cut by characters, not inside one', () => {
    expect(readText('😀'.repeat(100), 80)).toBe('😀'.repeat(80));
  });
});
