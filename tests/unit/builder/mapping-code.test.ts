import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';
import { codeBlocks } from '../../../demo/builder/code-blocks.js';
import { adapterPatch } from '../../../demo/builder/mappings.js';
import type { CdnFiles } from '../../../demo/builder/script-files.js';
import {
  ADAPTERS,
  isAllowed,
  DEFAULTS,
  TAG_FORMS,
  parseHash,
  formatHash,
  type FormName,
  type State,
} from '../../../demo/builder/state.js';

const cdn: CdnFiles = { version: '1.2.3', isPublished: true, integrity: { 'market-ticker.js': 'sha384-aaa' } };

const long = Object.fromEntries(
  Array.from({ length: 500 }, (_, index) => [
    `ID${index}`,
    { at: 'data.all', price: `id_${index}_price`, change: `id_${index}_change` },
  ]),
);

const MAPPINGS: Record<string, object> = {
  'a simple mapping': { items: 'data.rows', id: 'ticker', price: 'last' },
  'a mapping with paths by id and words for signs': {
    items: { KOSPI: 'kospi', 'USD/KRW': { at: 'fx', price: 'usd', change: 'usd_change' } },
    price: 'value',
    direction: 'sign',
    words: { direction: { '+': 'up', '-': 'down', '>': 'up', '<': 'down' } },
  },
  'a mapping with several lists and templates': {
    items: ['a', 'b.*', { 'USD/KRW': 'fx.-1' }],
    id: '={base}/{{quote}}',
    price: 'a|b',
  },
  'a mapping with every kind of quote': { id: `=it's "so"`, price: '`last`', name: "''", change: '"' },
  'a mapping with characters that could end a tag, a script or a string': {
    id: '</script>',
    price: '--> <b> {x} ${y} \\ \\n \u2028',
    name: '?>',
  },
  'a mapping with texts that look like HTML entities': { id: '&amp;', price: '&#39;', name: '&lt;b&gt; & &quot;' },
  'a mapping in Korean': { items: '목록', id: '종목명', price: '현재가', words: { direction: { 하락: 'down' } } },
  'a mapping with the brackets of shortcodes': { items: ['[market_ticker]', '[gallery]'], price: '[0]' },
  'a mapping with numeric keys': { '10': 'a', '2': 'b', price: { '1': 'x' }, factor: { changePercent: 0.01 } },
  'a mapping of as many quotes as a strip reads': { items: long },
};

type Attributes = Readonly<Record<string, string>>;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Returns the attributes of the tag as a browser parses them. */
function inHtml(code: string): Attributes {
  const [, tag = ''] = /<market-ticker((?:[^>"']|"[^"]*"|'[^']*')*)>/.exec(code) ?? [];
  const pairs = [...tag.matchAll(/([\w-]+)=(?:"([^"]*)"|'([^']*)')/g)];
  const decoded = (text: string): string =>
    text.replace(/&(\w+|#\d+);/g, (_, name: string) => ENTITIES[name] ?? `?${name}?`);
  return Object.fromEntries(pairs.map(([, name, double, single]) => [name, decoded(double ?? single ?? '')]));
}

interface Node {
  readonly type: string;
  readonly name: { readonly name: string };
  readonly attributes: readonly Node[];
  readonly value: { readonly type: string; readonly value?: string; readonly expression?: { readonly value: string } };
}

/** Returns the attributes of the tag in JSX. Svelte writes values in braces in the same way. */
function inBraces(code: string): Attributes {
  const [tag = ''] = /<market-ticker[^]*<\/market-ticker>/.exec(code) ?? [];
  const { program, errors } = parseSync('Strip.jsx', `(${tag})`);
  expect(errors).toEqual([]);
  let found: Attributes = {};
  JSON.stringify(program, (_, node: Node | null) => {
    if (node?.type === 'JSXOpeningElement')
      found = Object.fromEntries(
        node.attributes.map(({ name, value }) => [name.name, value.expression?.value ?? value.value ?? '']),
      );
    return node;
  });
  return found;
}

/** Returns the attributes of the tag in a PHP string. PHP strings in single quotes have two escapes. */
const inPhp = (code: string): Attributes => {
  const strings = [...code.matchAll(/'((?:\\.|[^'\\])*)'/gs)].map(([, text]) => text!.replace(/\\([\\'])/g, '$1'));
  return inHtml(strings.find((text) => text.startsWith('<market-ticker')) ?? '');
};

/** Each piece of code that contains the tag, with the function that parses its attributes. */
const TAGS: readonly [FormName, place: string, (code: string) => Attributes][] = [
  ['html', 'body', inHtml],
  ['npm', 'body', inHtml],
  ['react', 'MarketStrip.jsx', inBraces],
  ['vue', 'MarketStrip.vue', inHtml],
  ['svelte', 'MarketStrip.svelte', inBraces],
  ['wordpress', 'block', inHtml],
  ['wordpress', 'functions.php', inPhp],
];

const state = (some: Partial<State>): State => ({ ...DEFAULTS, src: '/quotes.json', ...some });
const codeOf = (form: FormName, place: string, some: Partial<State>): string =>
  codeBlocks(form, state(some), cdn).find((block) => block.place === place)!.code;

describe('a mapping and its adapter', () => {
  test('are tested in every form', () => expect([...new Set(TAGS.map(([form]) => form))]).toEqual([...TAG_FORMS]));

  describe.each(Object.entries(MAPPINGS))('%s', (_, mapping) => {
    const some = { adapter: 'paths', paths: JSON.stringify(mapping, null, 2) };

    test.each(TAGS)('is intact in %s, %s', (form, place, attributes) => {
      const { adapter, paths } = attributes(codeOf(form, place, some));
      expect(adapter).toBe('paths');
      expect(JSON.parse(paths!)).toEqual(mapping);
    });

    test('is intact in the address of the page', () => {
      expect(isAllowed('paths', some.paths)).toBe(true);
      expect(parseHash(`#${formatHash(state(some))}`)).toMatchObject(some);
    });

    test('is intact together with a pasted feed', () => {
      const { paths } = inHtml(codeOf('html', 'body', { ...some, src: '', sample: '{"a":1}' }));
      expect(JSON.parse(paths!)).toEqual(mapping);
    });
  });

  test.each(ADAPTERS.filter((name) => name !== 'canonical'))(
    '%s is loaded in every form, with the mapping',
    (adapter) => {
      const some = { adapter, paths: '{"id":"=KOSPI"}' };
      for (const [form, place, attributes] of TAGS) {
        const all = codeBlocks(form, state(some), cdn)
          .map(({ code }) => code)
          .join('\n');
        expect(all, form).toContain(`adapters/${adapter}.js`);
        expect(attributes(codeOf(form, place, some)), form).toMatchObject(some);
      }
    },
  );

  test('stay in the state while the adapter is canonical, which uses no mapping', () => {
    const waiting = state({ adapter: 'canonical', paths: '{"id":"a"}' });
    expect(inHtml(codeOf('html', 'body', waiting))).toEqual({ src: '/quotes.json' });
    expect(parseHash(`#${formatHash(waiting)}`)).toEqual(waiting);
    expect(inHtml(codeOf('html', 'body', { ...waiting, adapter: 'paths' }))).toMatchObject({ paths: '{"id":"a"}' });
  });

  test('come back when another adapter has been chosen in between, also from a link', () => {
    const change = (from: State, ...choice: [adapter: string, paths?: string]): State =>
      parseHash(`#${formatHash({ ...from, ...adapterPatch(from, ...choice) })}`);
    const own = state({ adapter: 'paths', paths: '{"id":"a"}' });
    const other = change(own, 'kis', '{"id":"=KOSPI"}');
    expect(other).toMatchObject({ adapter: 'kis', paths: '{"id":"=KOSPI"}' });
    const none = change(other, 'canonical');
    expect(none).toMatchObject({ adapter: 'canonical', paths: '' });
    expect(change(none, 'rates')).toMatchObject({ adapter: 'rates', paths: '' });
    expect(change(none, 'kis')).toMatchObject({ adapter: 'kis', paths: '{"id":"=KOSPI"}' });
    expect(change(change(none, 'kis'), 'paths')).toMatchObject({ adapter: 'paths', paths: '{"id":"a"}' });
    expect(formatHash(change(own, 'paths', '')), 'an emptied mapping').not.toContain('mappings');
    expect(change(state({ paths: '{"id":"a"}' }), 'paths'), 'an old link').toMatchObject({ paths: '{"id":"a"}' });
  });
});
