import { expect, html } from '@open-wc/testing';
import { MarketTickerElement } from 'market-ticker/element.js';
import { afterEach, beforeEach, describe, onTestFinished, test, vi, type MockInstance } from 'vitest';
import { seed, seedRows } from '../../support/fixtures/seed.js';
import { query, rows, strip } from './strip.js';

// Whatever a script of the page puts into a property: no error in the page, one warning at most, and the strip shows its data or, where the
// value is the data, what it has shown before.

const fail = (): never => {
  throw new Error('a function of the page');
};
const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;
// An array with a hole, which scripts make by `delete` or by a wrong index.
const holes = ['KOSPI'];
holes[3] = 'KOSDAQ';

const odd: Record<string, unknown> = {
  'a BigInt': 60n,
  'a symbol': Symbol('odd'),
  'an object without prototype': Object.create(null),
  'a plain object': { id: 'id' },
  'an object that contains itself': cyclic,
  'an array that contains a symbol': [Symbol('odd')],
  'an array with holes': holes,
  'a getter that throws': {
    get items() {
      return fail();
    },
    toJSON: fail,
  },
  'an object whose text throws': { toString: fail, valueOf: fail, [Symbol.toPrimitive]: fail },
  'a proxy whose traps throw': new Proxy(
    {},
    { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail },
  ),
  'a callable proxy whose traps throw': new Proxy(() => [], { get: fail, apply: fail, getPrototypeOf: fail }),
  'a function that throws': fail,
  'a class': class {},
  NaN: NaN,
  true: true,
  false: false,
  'an invalid date': new Date(NaN),
  'a regular expression': /x/g,
  'a map': new Map([[1n, cyclic]]),
  'an element': document.createElement('form'),
  'a promise': Promise.resolve(1),
  'a megabyte of text': 'x'.repeat(2 ** 20),
  'a megabyte of spaces': ' '.repeat(2 ** 20),
  'ten thousand ids': Array.from({ length: 10_000 }, (_, index) => `N${index}`).join(' '),
};

/** The values that an attribute can have. */
const texts = Object.values(odd).filter((value) => ['string', 'number'].includes(typeof value));

const names = ['src', 'stream', 'interval', 'symbols', 'adapter', 'paths', 'layout', 'speed', 'palette', 'share'];
names.push('credentials', 'label', 'paused', 'data', 'language');

let warn: MockInstance;
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());

/** Records the errors that reach the page. */
function recordErrors(): unknown[] {
  const errors: unknown[] = [];
  const onError = (event: ErrorEvent | PromiseRejectionEvent): void => {
    event.preventDefault();
    errors.push('reason' in event ? event.reason : event.error);
  };
  addEventListener('error', onError);
  addEventListener('unhandledrejection', onError);
  onTestFinished(() => {
    removeEventListener('error', onError);
    removeEventListener('unhandledrejection', onError);
  });
  return errors;
}

/** Waits until the browser has reported the rejections of the last tasks. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => resolve();
    port1.postMessage(undefined);
  });

/** Reads what a strip tells scripts, and waits until it has rendered. */
async function use(element: MarketTickerElement): Promise<void> {
  expect(element.quotes).to.be.an('array');
  expect(element.status).to.be.a('string');
  element.next();
  await element.updateComplete;
  await nextTask();
  expect(query(element, '.strip').textContent.length, 'length of the texts').to.be.below(2 ** 16);
}

/** Tests a strip for each odd value: the value is there before the script of the tag has run, is taken away, and is set again. */
async function expectToWorkOn(
  tag: string,
  name: string,
  values: readonly unknown[],
  set: (element: Element, value: unknown) => void,
) {
  const errors = recordErrors();
  const elements = values.map((value) => {
    const element = document.createElement(tag) as MarketTickerElement;
    element.setAttribute('layout', 'row'); // dozens of moving strips would take the test its time
    if (name === 'adapter') element.setAttribute('share', 'tabs');
    element.data = seed;
    set(element, value);
    document.body.append(element);
    return element;
  });
  onTestFinished(() => elements.forEach((element) => element.remove()));
  customElements.define(tag, class extends MarketTickerElement {});
  await Promise.all(elements.map(use));
  for (const element of elements) {
    element.removeAttribute(name);
    Reflect.set(element, name, name === 'data' ? seed : null);
    element.data = seed;
  }
  await Promise.all(elements.map(use));
  for (const element of elements) expect(rows(element)).to.deep.equal(seedRows);
  values.forEach((value, index) => set(elements[index]!, value));
  await Promise.all(elements.map(use));
  // Data that can't be read leave what is shown, and so does every other value.
  for (const element of elements) expect(rows(element).length).to.be.above(0);
  expect(errors).to.deep.equal([]);
  // A strip warns of a value, or of what the server answers for it as an address, and of the same only once.
  const warnings = warn.mock.calls.map(([text]: unknown[]) => text);
  expect(new Set(warnings).size).to.equal(warnings.length);
  expect(warnings.length).to.be.at.most(elements.length);
}

// A page warns 200 times at most, so this test comes before those that warn most.
describe('ids beyond the 500th', () => {
  test('are left out of “symbols”, with a warning', async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `N${index}`);
    const element = await strip(html`<market-ticker layout="row" .data=${seed}></market-ticker>`, 'live');
    element.setAttribute('symbols', ['KOSPI', ...ids].join(' '));
    await element.updateComplete;
    expect(element.symbols!.split(' ').length).to.equal(500);
    expect(element.quotes.map(({ id }) => id)).to.deep.equal(['KOSPI']);
    expect(warn.mock.calls.length).to.equal(1);
    expect(warn.mock.calls[0]![0]).to.contain('> expects at most 500 ids of at most 64 characters');
  });
});

describe('a strip works on, with one warning at most and no error in the page, whatever is set as', () => {
  for (const name of names) {
    test(`the property “${name}”`, () =>
      expectToWorkOn(`odd-${name}`, name, Object.values(odd), (element, value) => Reflect.set(element, name, value)));

    if (name === 'data') continue;
    test(`the attribute “${name}”`, () =>
      expectToWorkOn(`odd-${name}-attribute`, name, texts, (element, value) =>
        element.setAttribute(name, String(value)),
      ));
  }
});
