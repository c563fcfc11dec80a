import { describe, expect, test } from 'vitest';
import { readText } from '../../src/model/read-text.js';

describe('a text of the feed is made safe to show', () => {
  test.each<[unknown, string | null, string[]]>([
    ['KOSPI', 'KOSPI', []],
    ['  KOSPI  200 ', 'KOSPI 200', []],
    ['S&amp;P 500', 'S&P 500', ['entity-decoded']],
    ['&#65;&#x42;', 'AB', ['entity-decoded']],
    ['&amp;lt;', '&lt;', ['entity-decoded']],
    ['<b>KOSPI</b>', '<b>KOSPI</b>', []],
    ['KOS\u202EPI', 'KOSPI', ['control-removed']],
    ['KOS\nPI', 'KOS PI', ['control-removed']],
    ['\u0000', null, []],
    ['', null, []],
    ['\uFFFD\uFFFD', null, []],
    [42, null, []],
    [null, null, []],
  ])('%j reads %j', (raw, text, rules) => {
    const read = readText(raw, 80);
    expect(read?.text ?? null).toBe(text);
    if (read) expect(read.rules).toEqual(rules);
  });

  test('a long text is cut by characters, not inside one', () => {
    const read = readText('😀'.repeat(100), 80)!;
    expect([...read.text]).toHaveLength(80);
    expect(read.text.endsWith('😀…')).toBe(true);
    expect(read.rules).toEqual(['text-too-long']);
  });
});
