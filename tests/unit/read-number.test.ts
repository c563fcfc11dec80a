import { describe, expect, test } from 'vitest';
import { readNumber } from '../../src/model/read-number.js';

describe('a number is read as feeds write it', () => {
  test.each<[unknown, number]>([
    [2855.77, 2855.77],
    [0, 0],
    [-14, -14],
    ['1,192.8', 1192.8],
    ['12,345,678', 12345678],
    ['−1.03 %', -1.03],
    ['.91', 0.91],
    ['-.89', -0.89],
    ['1e3', 1000],
  ])('%j is %d', (raw, value) => {
    expect(readNumber(raw)?.value).toBe(value);
  });

  test.each<unknown>([
    ...['', ' ', '-', '--', '—', 'N/A', 'NA', 'N/D', 'None', 'null', '.', 'NaN', 'Infinity', '+', '%', '()', '(1.23)'],
    ...['1.359,00', '1,35', ',123', '1,234,56', '87억', '12천주', '0x1F', '1 2a', '1.2.3', '1e999'],
    ...[Number.NaN, Number.POSITIVE_INFINITY, null, undefined, true, false, [], [1], {}],
  ])('%j is no number, and never 0', (raw) => {
    expect(readNumber(raw)).toBeUndefined();
  });

  test('a written plus is kept: it is a sign that can contradict another', () => {
    expect(readNumber('+0.00')).toEqual({ value: 0, plus: true });
    expect(readNumber('−1.5')).toEqual({ value: -1.5, plus: false });
    expect(readNumber(14)).toEqual({ value: 14, plus: false });
  });
});
