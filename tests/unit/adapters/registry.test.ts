import { afterEach, describe, expect, test, vi } from 'vitest';
import { ADAPTER_EVENT, adapterNamed } from '../../../src/adapters/registry.js';
import { parseFeed, registerAdapter, type Adapter } from '../../../src/feed.js';
import { reader, refusal } from '../../support/fixtures/adapters/read.js';

const KEY = Symbol.for('market-ticker.adapters');

/** An adapter that tells of itself what it was given. */
const telling =
  (id: string): Adapter =>
  (payload, paths) => ({
    fields: {},
    items: [{ path: '', fields: { id, name: JSON.stringify([payload, paths]), price: 1 } }],
  });

afterEach(() => vi.unstubAllGlobals());

describe('a registered adapter', () => {
  test('is found by its name, and gets the payload and the mapping', () => {
    registerAdapter('ours', telling('OURS'));
    const feed = reader('ours')('payload', { a: 1 });
    expect(feed.quotes).toMatchObject([{ id: 'OURS', name: '["payload",{"a":1}]' }]);
    expect(feed.issues).toEqual([]);
  });

  test('is replaced by another of the same name, and others stay', () => {
    registerAdapter('one', telling('FIRST'));
    registerAdapter('other', telling('OTHER'));
    registerAdapter('one', telling('SECOND'));
    expect(reader('one')(null).quotes[0]!.id).toBe('SECOND');
    expect(reader('other')(null).quotes[0]!.id).toBe('OTHER');
  });

  test('need not be registered when it is given as a function', () => {
    expect(reader(telling('HERE'))(null).quotes[0]!.id).toBe('HERE');
  });

  test('is announced to the page by an event', () => {
    const dispatchEvent = vi.fn<(event: Event) => boolean>();
    vi.stubGlobal('dispatchEvent', dispatchEvent);
    registerAdapter('told', telling('TOLD'));
    expect(dispatchEvent.mock.calls.map(([{ type }]) => type)).toEqual(['market-ticker-adapter']);
    expect(ADAPTER_EVENT).toBe('market-ticker-adapter');
  });

  test('can be found by the listeners of the event', () => {
    let found: Adapter | undefined;
    vi.stubGlobal('dispatchEvent', () => void (found = adapterNamed('prompt')));
    const prompt = telling('PROMPT');
    registerAdapter('prompt', prompt);
    expect(found).toBe(prompt);
  });

  test('is shared with another bundle on the same page, whichever is loaded first', async () => {
    const before = telling('BEFORE');
    const after = telling('AFTER');
    registerAdapter('before', before);
    vi.resetModules();
    const another = await import('../../../src/adapters/registry.js');
    another.registerAdapter('after', after);
    expect(another.registerAdapter).not.toBe(registerAdapter);
    expect(another.adapterNamed('before')).toBe(before);
    expect(adapterNamed('after')).toBe(after);
  });

  test('is not announced where the global object takes no events', () => {
    vi.stubGlobal('dispatchEvent', undefined);
    registerAdapter('quiet', telling('QUIET'));
    expect(reader('quiet')(null).quotes[0]!.id).toBe('QUIET');
  });

  test('is kept in a map that the first bundle creates', async () => {
    vi.stubGlobal(KEY as unknown as string, undefined);
    vi.resetModules();
    const alone = await import('../../../src/adapters/registry.js');
    alone.registerAdapter('alone', telling('ALONE'));
    expect(alone.adapterNamed('alone')).toBeDefined();
    expect(adapterNamed('alone')).toBeUndefined();
  });

  test('is kept under a key that all bundles know', () => {
    const adapters = Reflect.get(globalThis, KEY) as Map<string, Adapter>;
    adapters.set('by-hand', telling('HAND'));
    expect(reader('by-hand')(null).quotes[0]!.id).toBe('HAND');
  });
});

describe('errors', () => {
  test.each(['nobody', '', 'toString', '__proto__', 'Canonical'])('the unknown name %j is refused', (name) => {
    expect(adapterNamed(name)).toBeUndefined();
    expect(reader(name)([{ id: 'X', price: 1 }])).toMatchObject(refusal('unknown-adapter', name));
  });

  test('an adapter that throws is refused with its error', () => {
    registerAdapter('throws', () => {
      throw new TypeError('no such field');
    });
    expect(reader('throws')({})).toMatchObject(refusal('adapter-threw', new TypeError('no such field')));
  });

  test('an adapter that returns nothing is refused', () => {
    const nothing = (() => undefined) as unknown as Adapter;
    expect(parseFeed({}, { adapter: nothing }).issues).toMatchObject([{ rule: 'adapter-threw', action: 'refused' }]);
  });
});
