import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';
import { codeBlocks } from '../../../demo/builder/code-blocks.js';
import { isSelfHosted, scriptFiles, type CdnFiles } from '../../../demo/builder/script-files.js';
import { attributes, BRACES, HTML, styleSheet, tag } from '../../../demo/builder/markup.js';
import { DEFAULTS, FORMS, parseHash, formatHash, type State } from '../../../demo/builder/state.js';
import { formatRatio, contrast, isColour } from '../../../demo/builder/colour.js';

const cdn: CdnFiles = {
  version: '1.2.3',
  isPublished: true,
  integrity: { 'market-ticker.js': 'sha384-aaa', 'adapters/naver.js': 'sha384-bbb' },
};
const state = (some: Partial<State> = {}): State => ({ ...DEFAULTS, src: '/quotes.json', ...some });
const codeOf = (form: (typeof FORMS)[number], some: Partial<State> = {}, place?: string): string =>
  codeBlocks(form, state(some), cdn).find((block) => !place || block.place === place)?.code ?? '';

/** A text with every character that could end an attribute, a tag, a script or a string. */
const nasty = `a"b'c<d>&e{f}\\g{{h}}</script>`;

describe('the tag', () => {
  test('has no attribute and no custom property for a default', () => {
    expect(tag(state(), HTML)).toBe('<market-ticker src="/quotes.json"></market-ticker>');
    expect(styleSheet(state())).not.toContain('--market-ticker');
  });

  test('reserves the height of a grid on the tag, because a grid has its rows only when the data have arrived', () => {
    expect(styleSheet(state({ layout: 'grid' }))).toContain('market-ticker { display: block; min-block-size: 17rem; }');
    expect(styleSheet(state())).toContain('market-ticker:not(:defined) { display: block; block-size: 2.75em;');
  });

  test('has a placeholder address for the demo’s feed and for a pasted feed', () => {
    expect(attributes(DEFAULTS)).toEqual([['src', '/markets.json']]);
    expect(attributes(state({ sample: '[]' }))).toEqual([['src', '/markets.json']]);
  });

  test('has the attributes that were set, each on its own line if there are many', () => {
    const code = tag(
      state({
        symbols: 'KOSPI USD/KRW',
        layout: 'row',
        lang: 'ko',
        label: '시장 지표',
        end: 'All',
        href: '/m?a=1&b=2',
      }),
      HTML,
    );
    expect(code).toBe(`<market-ticker
  src="/quotes.json"
  symbols="KOSPI USD/KRW"
  layout="row"
  label="시장 지표"
  lang="ko"
>
  <a slot="end" href="/m?a=1&amp;b=2">All</a>
</market-ticker>`);
  });

  test('says how an item is printed', () => {
    const code = tag(state({ fields: 'name percent', signs: 'arrow', 'time-zone': 'Asia/Seoul' }), HTML);
    expect(code).toContain('  fields="name percent"\n  signs="arrow"\n  time-zone="Asia/Seoul"\n');
  });

  test.each([
    ['auto', 'lines dwell speed'],
    ['scroll', 'layout lines speed'],
    ['rotate', 'layout lines dwell'],
    ['row', 'layout lines'],
    ['grid', 'layout'],
  ])('with the layout %s says only what has an effect there', (layout, expected) => {
    const set = state({ layout, lines: '2', dwell: '6', speed: '90' });
    const names = attributes(set).map(([name]) => name);
    expect(names.slice(1).join(' ')).toBe(expected);
  });

  test('has a mapping on one line, in single quotes', () => {
    const code = tag(state({ adapter: 'paths', paths: '{\n  "id": "it\'s"\n}' }), HTML);
    expect(code).toContain(`paths='{"id":"it&#39;s"}'`);
  });

  test.each(['label', 'end'] as const)('escapes the text of %s', (key) => {
    const html = tag(state({ [key]: nasty }), HTML);
    expect(html).not.toMatch(/<d>|<\/script>/);
    expect(tag(state({ [key]: nasty }), BRACES)).toContain(`{${JSON.stringify(nasty).replaceAll('<', '\\u003c')}}`);
  });
});

describe('the style sheet', () => {
  test('reserves the height that the strip will have', () => {
    expect(styleSheet(state())).toContain('block-size: 2.75em; line-height: 2.75em;');
    expect(styleSheet(state({ size: '18' })), 'not that of the larger font').toContain('block-size: 2.75rem;');
    expect(styleSheet(state({ size: '18' }))).toContain('--market-ticker-block-size: 2.75rem;');
    expect(styleSheet(state({ height: '56' }))).toContain('block-size: 3.5rem; line-height: 3.5rem;');
    expect(styleSheet(state({ height: '56' }))).toContain('--market-ticker-block-size: 3.5rem;');
    expect(styleSheet(state({ size: '30' })), 'large text needs more height').toContain('block-size: 3.75rem;');
  });

  test('has the chosen colours, as a pair where there is one for dark pages', () => {
    const sheet = styleSheet(state({ background: '#fff8ee', up: '#a00', 'up-dark': '#f88', size: '16' }));
    expect(sheet).toContain('  --market-ticker-background: #fff8ee;\n');
    expect(sheet).toContain('  --market-ticker-up-color: light-dark(#a00, #f88);\n');
    expect(sheet).toContain('  font-size: 1rem;\n');
  });
});

describe('the forms', () => {
  test('loads the files from the CDN with their hashes', () => {
    const head = codeOf('html', { adapter: 'naver' }, 'head');
    expect(head)
      .toContain(`<script type="module" src="https://cdn.jsdelivr.net/npm/market-ticker@1.2.3/dist/cdn/market-ticker.js"
  integrity="sha384-aaa" crossorigin="anonymous"></script>`);
    expect(head).toContain('cdn/adapters/naver.js"\n  integrity="sha384-bbb"');
  });

  test('loads the adapter before the tag, which could otherwise receive a feed that it cannot read yet', () => {
    for (const [form, place] of [
      ['html', 'head'],
      ['wordpress', 'block'],
      ['wordpress', 'functions.php'],
    ] as const) {
      const code = codeOf(form, { adapter: 'naver' }, place);
      expect(code.indexOf('adapters/naver.js'), place).toBeGreaterThan(0);
      expect(code.indexOf('adapters/naver.js'), place).toBeLessThan(code.indexOf('cdn/market-ticker.js'));
    }
  });

  test('has no hash where none is known', () => {
    const [head] = codeBlocks('html', state({ cdn: 'https://static.example/t' }), {
      version: '1',
      isPublished: true,
      integrity: {},
    });
    expect(head?.code).toContain('<script type="module" src="https://static.example/t/market-ticker.js"></script>');
    expect(codeBlocks('wordpress', state(), { version: '1', isPublished: true, integrity: {} })[1]?.code).not.toContain(
      'add_filter',
    );
  });

  test('loads the files from a folder of the own site until the package is published, and says which to copy', () => {
    const unpublished = { ...cdn, isPublished: false };
    const set = state({ adapter: 'naver' });
    expect(codeBlocks('html', set, unpublished)[0]?.code).toContain(
      '<script type="module" src="/market-ticker/adapters/naver.js"></script>\n<script type="module" src="/market-ticker/market-ticker.js"></script>',
    );
    expect(codeBlocks('wordpress', set, unpublished)[1]?.code).not.toContain('add_filter');
    const copied = ({ file, url }: { file: string; url: string }): string => `${file} → ${url}`;
    expect(scriptFiles({ ...set, cdn: 'static/js' }, unpublished).map(copied)).toEqual([
      'adapters/naver.js → static/js/adapters/naver.js',
      'market-ticker.js → static/js/market-ticker.js',
    ]);
    expect(isSelfHosted(set, unpublished)).toBe(true);
    expect(isSelfHosted(set, cdn)).toBe(false);
    expect(isSelfHosted(state({ cdn: '//cdn.example/tag' }), unpublished)).toBe(false);
  });

  test('installs the file of the release until the package is published', () => {
    for (const form of ['npm', 'react', 'vue', 'svelte', 'feed'] as const) {
      const command = (isPublished: boolean): string | undefined =>
        codeBlocks(form, state(), { ...cdn, isPublished }).find(({ place }) => place === 'terminal')?.code;
      expect(command(true), form).toMatch(/^npm install market-ticker$/m);
      expect(command(false), form).toMatch(/^npm install \.\/market-ticker-1\.2\.3\.tgz$/m);
    }
  });

  test('imports the package and the adapter', () => {
    for (const [form, place] of [
      ['npm', 'script'],
      ['react', 'MarketStrip.jsx'],
      ['vue', 'MarketStrip.vue'],
      ['svelte', 'MarketStrip.svelte'],
    ] as const) {
      expect(codeOf(form, {}, place)).toContain("import 'market-ticker';");
      expect(codeOf(form, {}, place)).not.toContain('adapters');
      expect(codeOf(form, { adapter: 'krx' }, place)).toContain("import 'market-ticker/adapters/krx.js';");
    }
  });

  test('is valid JSX, with the texts as they were typed', () => {
    const code = codeOf(
      'react',
      { label: nasty, end: nasty, adapter: 'paths', paths: '{"id": "a"}' },
      'MarketStrip.jsx',
    );
    const { program, errors } = parseSync('MarketStrip.jsx', code);
    expect(errors).toEqual([]);
    const literals: unknown[] = [];
    JSON.stringify(program, (_, node: { type?: string; value?: unknown } | null) => {
      if (node?.type === 'Literal') literals.push(node.value);
      return node;
    });
    expect(literals.filter((value) => value === nasty)).toHaveLength(2);
    expect(literals).toContain('{"id":"a"}');
  });

  test('keeps Vue from running expressions in a text', () => {
    expect(codeOf('vue', { end: 'All {{ 1 }}' }, 'MarketStrip.vue')).toContain('<market-ticker v-pre');
    expect(codeOf('vue', { end: 'All' }, 'MarketStrip.vue')).not.toContain('v-pre');
  });

  test('puts every text into a PHP string that ends where it should', () => {
    const code = codeOf('wordpress', { label: nasty, end: "it's", adapter: 'naver' }, 'functions.php');
    // PHP strings in single quotes have two escapes.
    const strings = [...code.matchAll(/'((?:\\.|[^'\\])*)'/gs)].map(([, text]) => text!.replace(/\\([\\'])/g, '$1'));
    expect(strings).toContain(tag(state({ label: nasty, end: "it's", adapter: 'naver' }), HTML));
    expect(strings).toContain(styleSheet(state()));
    expect(code.replaceAll(/'(?:\\.|[^'\\])*'/gs, '')).not.toMatch(/['"<]/);
    expect(code).toContain("'market-ticker-naver-js-module' => 'sha384-bbb'");
  });
});

describe('the address of the page', () => {
  test('contains only the settings that differ from their defaults', () => {
    expect(formatHash(DEFAULTS)).toBe('');
    const set = state({ layout: 'grid', label: '시장 & <b>', up: 'oklch(50% 0.2 30)', sample: '[1]' });
    expect(parseHash(`#${formatHash(set)}`)).toEqual(set);
  });

  test('leaves out a pasted feed that is too long', () => {
    expect(formatHash(state({ sample: `["${'x'.repeat(7000)}"]` }))).not.toContain('sample');
  });

  test.each([
    'layout=diagonal',
    'lines=3',
    'dwell=1',
    'fields=name+volume',
    'fields=name+name',
    'signs=none',
    'time-zone=Asia/Seul',
    'time-zone=%2B09:00',
    'up=red;}body{display:none',
    'href=javascript:alert(1)',
    'href=java%0Ascript:alert(1)',
    'src=data:text/html,x',
    'speed=-1',
    'speed=1e9',
    'paths=[1]',
    'sample={',
    'ground=transparent',
    'nonsense=1',
    '__proto__=1',
    'constructor=1',
    'cdn=javascript:1//',
    'mappings={"paths":"[1]"}',
    'mappings={"paths":{}}',
    'mappings={"none":"{}"}',
  ])('ignores %s', (hash) => expect(parseHash(`#${hash}`)).toEqual(DEFAULTS));
});

describe('the contrast', () => {
  test('is computed as WCAG defines it', () => {
    expect(contrast('#000', '#fff')).toBe(21);
    expect(formatRatio(contrast('#777', '#fff'))).toBe('4.47');
    expect(formatRatio(4.499)).toBe('4.49');
  });

  test('is that of the blended colour where a colour is translucent', () => {
    expect(contrast('#000', '#000', 'rgba(255, 255, 255, 0)')).toBe(1);
    expect(contrast('rgb(0 0 0 / 50%)', '#fff')).toBeCloseTo(contrast('#808080', '#fff'), 1);
    expect(contrast('#000', '#fff', 'transparent')).toBe(21);
  });

  test.each(['#fff', 'rebeccapurple', 'rgb(1 2 3 / 40%)', 'oklch(50% 0.2 30)', 'transparent'])(
    'accepts the colour %s',
    (text) => expect(isColour(text)).toBe(true),
  );

  test.each([
    '',
    'bluish',
    'red; color: blue',
    'url(x)',
    'var(--x)',
    '#ff',
    '#fff}',
    '0a5',
    'dad',
    'color(--hsv 1 1 1)',
  ])('rejects %j as a colour', (text) => expect(isColour(text)).toBe(false));
});
