import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BATCH_INTERVAL, ItemUpdates } from '../../../src/render/item-updates.js';

/** A screen reader must not meet a value that is older: contract §2. */
const LATEST = 5000;

const far = (): boolean => false;
const values = (count: number): object[] => Array.from({ length: count }, () => ({}));

/** A strip: what it has been told, and what stands in it. */
function strip(count: number, now = 0) {
  const writes = new ItemUpdates();
  const news = values(count);
  const shown: object[] = [];
  /** Looks at what is to be written. @returns the places that were */
  const look = (at: number, near: (place: number) => boolean = far, frame = 'one'): number[] => {
    const due = writes.due(frame, [...news], near, at);
    expect(due.length).toBe(count);
    return due.flatMap((is, place) => {
      if (is) shown[place] = news[place]!;
      return is ? place : [];
    });
  };
  look(now, far);
  return { writes, news, shown, look };
}

const size = fc.integer({ min: 1, max: 120 });

/** Looks, so many ms after one another, before each of which some places have news. */
const looks = (longest: number) =>
  fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: longest }),
      changed: fc.array(fc.nat({ max: 119 }), { maxLength: 20 }),
    }),
    { minLength: 1, maxLength: 40 },
  );

describe('what is written', () => {
  test('at first everything', () => {
    const writes = new ItemUpdates();
    expect(writes.due('one', values(5), far, 10_000)).toEqual([true, true, true, true, true]);
    expect(writes.waits).toBe(false);
  });

  test('everything when what it depends on is another: the language, the order, the day', () => {
    fc.assert(
      fc.property(size, fc.nat({ max: 10_000 }), (count, after) => {
        const { look, writes } = strip(count);
        expect(look(after, far, 'another').length).toBe(count);
        expect(writes.waits).toBe(false);
        // And only once.
        expect(look(after, () => true, 'another')).toEqual([]);
      }),
    );
  });

  test('everything when there are more or fewer places', () => {
    const writes = new ItemUpdates();
    const news = values(4);
    writes.due('one', news, far, 0);
    expect(writes.due('one', news.slice(1), far, 1)).toEqual([true, true, true]);
  });

  test('nothing that has not changed, in sight or not', () => {
    fc.assert(
      fc.property(size, fc.array(fc.nat({ max: 5000 })), (count, waits) => {
        const { look } = strip(count);
        let now = 0;
        for (const wait of waits) expect(look((now += wait), () => true)).toEqual([]);
      }),
    );
  });

  test('what is in sight, and has changed, at once', () => {
    fc.assert(
      fc.property(size, looks(500), fc.nat({ max: 119 }), (count, all, edge) => {
        const { look, news, shown } = strip(count);
        let now = 0;
        for (const { after, changed } of all) {
          for (const place of changed) if (place < count) news[place] = {};
          look((now += after), (place) => place <= edge);
          for (let place = 0; place <= Math.min(edge, count - 1); place++) expect(shown[place]).toBe(news[place]);
        }
      }),
    );
  });

  test('what is out of sight not in each look, but a few at a time', () => {
    const { look, news, writes } = strip(40, 10_000);
    for (const place of news.keys()) news[place] = {};
    expect(look(10_000 + BATCH_INTERVAL / 2 - 1)).toEqual([]);
    expect(writes.waits).toBe(true);
    expect(writes.wait(10_000 + BATCH_INTERVAL / 2 - 1)).toBe(BATCH_INTERVAL / 2 + 1);
    const first = look(10_000 + BATCH_INTERVAL);
    expect(first.length).toBe(20);
    expect(look(10_000 + BATCH_INTERVAL + 100)).toEqual([]);
    const second = look(10_000 + 2 * BATCH_INTERVAL);
    expect(second.length).toBe(20);
    expect(new Set([...first, ...second]).size).toBe(40);
    expect(writes.waits).toBe(false);
  });

  test('what is out of sight a little before its time, where something is painted anyway', () => {
    const { look, news, writes } = strip(40, 10_000);
    for (const place of news.keys()) news[place] = {};
    const isNear = (place: number): boolean => place < 2;
    expect(look(10_000 + BATCH_INTERVAL / 2, isNear).filter((place) => !isNear(place)).length).toBeGreaterThan(5);
    expect(writes.wait(10_000 + BATCH_INTERVAL / 2)).toBe(BATCH_INTERVAL);
  });

  test('of many no more at a time, but sooner', () => {
    const { look, news, writes } = strip(500, 10_000);
    for (const place of news.keys()) news[place] = {};
    let now = 10_000;
    let most = 0;
    while (writes.waits || now === 10_000) {
      most = Math.max(most, look(now).length);
      now += Math.ceil(writes.wait(now));
    }
    expect(most).toBeGreaterThan(50);
    expect(most).toBeLessThan(70);
    expect(now).toBeLessThan(15_000);
  });

  test('what is not due keeps what it shows; something waits for as long as anything shown is old', () => {
    fc.assert(
      fc.property(size, looks(3000), fc.nat({ max: 119 }), (count, all, edge) => {
        const { look, news, shown, writes } = strip(count);
        let now = 0;
        for (const { after, changed } of all) {
          for (const place of changed) if (place < count) news[place] = {};
          const before = [...shown];
          const written = look((now += after), (place) => place <= edge);
          for (const place of news.keys()) if (!written.includes(place)) expect(shown[place]).toBe(before[place]);
          // A value that came and went while it waited is not written: what is to be shown is shown already.
          expect(writes.waits).toBe(shown.some((one, place) => one !== news[place]));
        }
      }),
    );
  });

  test('a value that changes and changes back before its turn costs nothing', () => {
    const { look, news, writes } = strip(3, 10_000);
    const old = news[2]!;
    news[2] = {};
    look(10_100);
    expect(writes.waits).toBe(true);
    news[2] = old;
    expect(look(20_000)).toEqual([]);
    expect(writes.waits).toBe(false);
  });

  test('every place within two sweeps when it is looked at once in a sweep, whatever else changes', () => {
    fc.assert(
      fc.property(size, fc.array(fc.nat({ max: 119 }), { minLength: 10, maxLength: 30 }), (count, changes) => {
        const { look, news, shown } = strip(count);
        const since = new Map<number, number>();
        let now = 0;
        for (const change of changes) {
          const place = change % count;
          news[place] = {};
          if (!since.has(place)) since.set(place, now);
          for (const written of look((now += BATCH_INTERVAL))) since.delete(written);
          for (const [place, from] of since) {
            expect(now - from).toBeLessThan(2 * BATCH_INTERVAL);
            expect(shown[place]).not.toBe(news[place]);
          }
        }
      }),
    );
  });

  test('every place within five seconds, however often it is looked at besides', () => {
    fc.assert(
      fc.property(size, looks(BATCH_INTERVAL), (count, all) => {
        const { look, news, shown, writes } = strip(count, 10_000);
        /** Since when a place has shown an old value. */
        const since = new Map<number, number>();
        let now = 10_000;
        /** When the strip looks by itself, as something waits. */
        let alarm = Infinity;
        const lookNow = (): void => {
          look(now);
          alarm = writes.waits ? now + writes.wait(now) : Infinity;
          for (const place of news.keys()) if (shown[place] === news[place]) since.delete(place);
        };
        for (const { after, changed } of all) {
          const next = now + after;
          if (alarm <= next) {
            now = alarm;
            lookNow();
          }
          now = next;
          for (const place of changed) {
            if (place >= count) continue;
            news[place] = {};
            if (!since.has(place)) since.set(place, now);
          }
          // What is new and in sight has it looked at.
          lookNow();
          for (const from of since.values()) expect(now - from).toBeLessThanOrEqual(LATEST);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
