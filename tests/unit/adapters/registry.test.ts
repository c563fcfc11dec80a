import { afterEach, describe, expect, test, vi } from 'vitest';
import { ADAPTER_EVENT, adapterNamed } from '../../../src/adapters/registry.js';
import { parseFeed, registerAdapter, type Adapter } from '../../../src/feed.js';
import { parserFor, refusal } from '../../support/fixtures/adapters/read.js';

const KEY = Symbol.for('market-ticker.adapters');

/** Makes an adapter that returns its arguments as the name of a quote. */
const echoAdapter =
  (id: string): Adapter =>
  (payload, paths) => ({
    fields: {},
    items: [{ path: '', fields: { id, name: JSON.stringify([payload, paths]), price: 1 } }],
  });

afterEach(() => vi.unstubAllGlobals());

describe('a registered adapter', () => {
  test('is found by its name, and gets the payload and the mapping', () => {
    registerAdapter('ours', echoAdapter('OURS'));
    const feed = parserFor('ours')('payload', { a: 1 });
    expect(feed.quotes).toMatchObject([{ id: 'OURS', name: '["payload",{"a":1}]' }]);
    expect(feed.issues).toEqual([]);
  });

  test('is replaced by another of the same name, and others stay', () => {
    registerAdapter('one', echoAdapter('FIRST'));
    registerAdapter('other', echoAdapter('OTHER'));
    registerAdapter('one', echoAdapter('SECOND'));
    expect(parserFor('one')(null).quotes[0]!.id).toBe('SECOND');
    expect(parserFor('other')(null).quotes[0]!.id).toBe('OTHER');
  });

  test('need not be registered when it is given as a function', () => {
    expect(parserFor(echoAdapter('HERE'))(null).quotes[0]!.id).toBe('HERE');
  });

  test('is announced to the page by an event', () => {
    const dispatchEvent = vi.fn<(event: Event) => boolean>();
    vi.stubGlobal('dispatchEvent', dispatchEvent);
    registerAdapter('announced', echoAdapter('ANNOUNCED'));
    expect(dispatchEvent.mock.calls.map(([{ type }]) => type)).toEqual(['market-ticker-adapter']);
    expect(ADAPTER_EVENT).toBe('market-ticker-adapter');
  });

  test('can be found by the listeners of the event', () => {
    let found: Adapter | undefined;
    vi.stubGlobal('dispatchEvent', () => void (found = adapterNamed('prompt')));
    const prompt = echoAdapter('PROMPT');
    registerAdapter('prompt', prompt);
    expect(found).toBe(prompt);
  });

  test('is shared with another bundle on the same page, whichever is loaded first', async () => {
    const before = echoAdapter('BEFORE');
    const after = echoAdapter('AFTER');
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
    registerAdapter('alone-in-node', echoAdapter('NODE'));
    expect(parserFor('alone-in-node')(null).quotes[0]!.id).toBe('NODE');
  });

  test('is kept in a map that the first bundle creates', async () => {
    vi.stubGlobal(KEY as unknown as string, undefined);
    vi.resetModules();
    const alone = await import('../../../src/adapters/registry.js');
    alone.registerAdapter('alone', echoAdapter('ALONE'));
    expect(alone.adapterNamed('alone')).toBeDefined();
    expect(adapterNamed('alone')).toBeUndefined();
  });

  test('is kept under a key that all bundles know', () => {
    const adapters = Reflect.get(globalThis, KEY) as Map<string, Adapter>;
    adapters.set('by-hand', echoAdapter('HAND'));
    expect(parserFor('by-hand')(null).quotes[0]!.id).toBe('HAND');
  });
});

describe('errors', () => {
  test.each(['nobody', '', 'toString', '__proto__', 'Canonical'])('the unknown name %j is refused', (name) => {
    expect(adapterNamed(name)).toBeUndefined();
    expect(parserFor(name)([{ id: 'X', price: 1 }])).toMatchObject(refusal('unknown-adapter', name));
  });

  test('an adapter that throws is refused with its error', () => {
    registerAdapter('throws', () => {
      throw new TypeError('no such field');
    });
    expect(parserFor('throws')({})).toMatchObject(refusal('adapter-threw', new TypeError('no such field')));
  });

  test('an adapter that returns nothing is refused', () => {
    const nothing = (() => undefined) as unknown as Adapter;
    expect(parseFeed({}, { adapter: nothing }).issues).toMatchObject([{ rule: 'adapter-threw', action: 'refused' }]);
  });
});
