import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BATCH_INTERVAL, ItemUpdates, type ItemPredicate } from '../../../src/render/item-updates.js';

/** A screen reader must not meet a value that is older: contract §2. */
const MAX_AGE = 5000;

const farAway: ItemPredicate = () => false;
const allNear: ItemPredicate = () => true;

/** The first items of the row are near, up to this index. */
const nearUntil =
  (last: number): ItemPredicate =>
  (id) =>
    Number(id) <= last;

/** A strip of so many items: what each is to show, what each shows, and how it is rendered. */
function strip(count: number, now = 0, copies = 1) {
  const updates = new ItemUpdates();
  const newest: object[] = Array.from({ length: count }, () => ({}));
  const shown: object[] = [];
  const values = (): Map<string, object> => new Map(newest.map((value, index) => [String(index), value]));

  /** Renders what is dirty. @returns the indices of these items, for each copy of the row */
  const renderCopies = (at: number, isNear: ItemPredicate = farAway, layoutKey = 'one'): number[][] => {
    const dirty = updates.collectDirty(layoutKey, values(), copies, isNear, at);
    expect(dirty.length).toBe(copies);
    return dirty.map((ids, copy) =>
      [...ids].map((id) => {
        shown[copy * count + Number(id)] = newest[Number(id)]!;
        return Number(id);
      }),
    );
  };
  const render = (at: number, isNear: ItemPredicate = farAway, layoutKey = 'one'): number[] =>
    renderCopies(at, isNear, layoutKey).flat();

  render(now);
  return { updates, newest, shown, values, render, renderCopies };
}

const size = fc.integer({ min: 1, max: 120 });

/** Renderings: the milliseconds since the one before, and the items that have changed meanwhile. */
const renderings = (maxInterval: number) =>
  fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: maxInterval }),
      changed: fc.array(fc.nat({ max: 119 }), { maxLength: 20 }),
    }),
    { minLength: 1, maxLength: 40 },
  );

describe('a rendering writes', () => {
  test('all items at first', () => {
    const updates = new ItemUpdates();
    const values = new Map(['a', 'b', 'c', 'd', 'e'].map((id) => [id, {}]));
    expect(updates.collectDirty('one', values, 1, farAway, 10_000)).toEqual([new Set(['a', 'b', 'c', 'd', 'e'])]);
    expect(updates.hasPending).toBe(false);
  });

  test('all items when the layout key differs: the language, the order or the day', () => {
    fc.assert(
      fc.property(size, fc.nat({ max: 10_000 }), (count, after) => {
        const { render, updates } = strip(count);
        expect(render(after, farAway, 'another').length).toBe(count);
        expect(updates.hasPending).toBe(false);
        // The next rendering has nothing to write.
        expect(render(after, allNear, 'another')).toEqual([]);
      }),
    );
  });

  test('all items when there are more or fewer of them', () => {
    const { updates, values } = strip(4);
    const fewer = new Map([...values()].slice(1));
    expect(updates.collectDirty('one', fewer, 1, farAway, 1)).toEqual([new Set(['1', '2', '3'])]);
  });

  test('all items of all copies when there are more copies', () => {
    const { updates, values } = strip(2);
    const all = new Set(['0', '1']);
    expect(updates.collectDirty('one', values(), 3, farAway, 1)).toEqual([all, all, all]);
    expect(updates.collectDirty('one', values(), 3, farAway, 2)).toEqual([new Set(), new Set(), new Set()]);
  });

  test('no item that has not changed, in sight or not', () => {
    fc.assert(
      fc.property(size, fc.array(fc.nat({ max: 5000 })), (count, intervals) => {
        const { render } = strip(count);
        let now = 0;
        for (const interval of intervals) expect(render((now += interval), allNear)).toEqual([]);
      }),
    );
  });

  test('an item in sight as soon as it has changed', () => {
    fc.assert(
      fc.property(size, renderings(500), fc.nat({ max: 119 }), (count, all, edge) => {
        const { render, newest, shown } = strip(count);
        let now = 0;
        for (const { after, changed } of all) {
          for (const item of changed) if (item < count) newest[item] = {};
          render((now += after), nearUntil(edge));
          for (let item = 0; item <= Math.min(edge, count - 1); item++) expect(shown[item]).toBe(newest[item]);
        }
      }),
    );
  });

  test('the copy of an item that is in sight, and not the copies that are not', () => {
    const { renderCopies, newest } = strip(3, 10_000, 2);
    newest[1] = {};
    expect(renderCopies(10_001, (id, copy) => id === '1' && copy === 1)).toEqual([[], [1]]);
  });

  test('items out of sight not each time, but a few at a time', () => {
    const { render, newest, updates } = strip(40, 10_000);
    for (const item of newest.keys()) newest[item] = {};
    expect(render(10_000 + BATCH_INTERVAL / 2 - 1)).toEqual([]);
    expect(updates.hasPending).toBe(true);
    expect(updates.untilBatch(10_000 + BATCH_INTERVAL / 2 - 1)).toBe(BATCH_INTERVAL / 2 + 1);
    const first = render(10_000 + BATCH_INTERVAL);
    expect(first.length).toBe(20);
    expect(render(10_000 + BATCH_INTERVAL + 100)).toEqual([]);
    const second = render(10_000 + 2 * BATCH_INTERVAL);
    expect(second.length).toBe(20);
    expect(new Set([...first, ...second]).size).toBe(40);
    expect(updates.hasPending).toBe(false);
  });

  test('items out of sight a little before their time, where other items are rendered anyway', () => {
    const { render, newest, updates } = strip(40, 10_000);
    for (const item of newest.keys()) newest[item] = {};
    const written = render(10_000 + BATCH_INTERVAL / 2, nearUntil(1));
    expect(written.filter((item) => item >= 2).length).toBeGreaterThan(5);
    expect(updates.untilBatch(10_000 + BATCH_INTERVAL / 2)).toBe(BATCH_INTERVAL);
  });

  test('no more of many items at a time, but sooner', () => {
    const { render, newest, updates } = strip(500, 10_000);
    for (const item of newest.keys()) newest[item] = {};
    let now = 10_000;
    let max = 0;
    while (updates.hasPending || now === 10_000) {
      max = Math.max(max, render(now).length);
      now += Math.ceil(updates.untilBatch(now));
    }
    expect(max).toBeGreaterThan(50);
    expect(max).toBeLessThan(70);
    expect(now).toBeLessThan(15_000);
  });

  test('no other items; an update is pending for as long as any item shows an old value', () => {
    fc.assert(
      fc.property(size, renderings(3000), fc.nat({ max: 119 }), (count, all, edge) => {
        const { render, newest, shown, updates } = strip(count);
        let now = 0;
        for (const { after, changed } of all) {
          for (const item of changed) if (item < count) newest[item] = {};
          const before = [...shown];
          const written = render((now += after), nearUntil(edge));
          for (const item of newest.keys()) if (!written.includes(item)) expect(shown[item]).toBe(before[item]);
          // A value that came and went while it was pending is not rendered: the item shows its newest value already.
          expect(updates.hasPending).toBe(shown.some((value, item) => value !== newest[item]));
        }
      }),
    );
  });

  test('nothing for a value that changes and changes back before its turn', () => {
    const { render, newest, updates } = strip(3, 10_000);
    const old = newest[2]!;
    newest[2] = {};
    render(10_100);
    expect(updates.hasPending).toBe(true);
    newest[2] = old;
    expect(render(20_000)).toEqual([]);
    expect(updates.hasPending).toBe(false);
  });

  test('every item within two batches when there is one rendering for each batch, whatever else changes', () => {
    fc.assert(
      fc.property(size, fc.array(fc.nat({ max: 119 }), { minLength: 10, maxLength: 30 }), (count, changes) => {
        const { render, newest, shown } = strip(count);
        const oldSince = new Map<number, number>();
        let now = 0;
        for (const change of changes) {
          const changed = change % count;
          newest[changed] = {};
          if (!oldSince.has(changed)) oldSince.set(changed, now);
          for (const written of render((now += BATCH_INTERVAL))) oldSince.delete(written);
          for (const [item, since] of oldSince) {
            expect(now - since).toBeLessThan(2 * BATCH_INTERVAL);
            expect(shown[item]).not.toBe(newest[item]);
          }
        }
      }),
    );
  });

  test('every item within five seconds, however many renderings there are besides', () => {
    fc.assert(
      fc.property(size, renderings(BATCH_INTERVAL), (count, all) => {
        const { render, newest, shown, updates } = strip(count, 10_000);
        /** Since when an item has shown an old value. */
        const oldSince = new Map<number, number>();
        let now = 10_000;
        /** When the strip renders by itself, because an update is pending. */
        let batchAt = Infinity;
        const renderNow = (): void => {
          render(now);
          batchAt = updates.hasPending ? now + updates.untilBatch(now) : Infinity;
          for (const item of newest.keys()) if (shown[item] === newest[item]) oldSince.delete(item);
        };
        for (const { after, changed } of all) {
          const next = now + after;
          if (batchAt <= next) {
            now = batchAt;
            renderNow();
          }
          now = next;
          for (const item of changed) {
            if (item >= count) continue;
            newest[item] = {};
            if (!oldSince.has(item)) oldSince.set(item, now);
          }
          // A change in sight causes a rendering.
          renderNow();
          for (const since of oldSince.values()) expect(now - since).toBeLessThanOrEqual(MAX_AGE);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a change is visible', () => {
  test('when the item is near, in any copy', () => {
    const { updates, newest, values } = strip(3, 0, 2);
    newest[1] = {};
    expect(updates.hasVisibleChange(values(), 2, (id, copy) => id === '1' && copy === 1)).toBe(true);
    expect(updates.hasVisibleChange(values(), 2, (id) => id === '2')).toBe(false);
  });

  test('when there are more or fewer items', () => {
    const { updates, values } = strip(3);
    expect(updates.hasVisibleChange(new Map([...values()].slice(1)), 1, farAway)).toBe(true);
  });
});
