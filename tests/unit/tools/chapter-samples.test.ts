import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseFeed } from 'market-ticker/feed.js';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyse, elementOf, type Declaration } from '../../../scripts/manifest/analyse.mjs';
import { chapters, samplesOf } from '../../support/chapters.js';

// The samples of HTML and CSS are used in a browser by tests/browser/demo/chapter-samples.test.ts. The samples of JSON
// are read by tests/unit/adapters.
let element: Declaration;

beforeAll(async () => {
  element = elementOf(await analyse());
});

test('the chapters have samples of the languages that tests know, and of no others', () => {
  const languages = chapters.flatMap(({ text }) => [...text.matchAll(/^```(\w+)/gm)].map(([, language]) => language));
  expect([...new Set(languages)].sort()).toEqual(['css', 'html', 'js', 'json', 'text']);
});

describe('the JavaScript of the chapters', () => {
  const folder = mkdtempSync('tests/unit/tools/.samples-'); // In the project, whose modules the samples import.
  afterAll(() => rmSync(folder, { recursive: true }));
  const files = samplesOf('js').map(({ code }, index) => {
    const file = join(folder, `${index}.js`);
    writeFileSync(file, `${code}\nexport {};\n`);
    return file;
  });

  test('passes the type checker', () => {
    const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as { config: object };
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, '.');
    // The entry of the package brings the types of the events.
    const program = ts.createProgram([...files, 'src/index.ts'], {
      ...options,
      allowJs: true,
      checkJs: true,
      noUnusedLocals: false,
    });
    const errors = files
      .flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
      .map(({ messageText, file }) => `${file?.text}${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
    expect(files.length).toBeGreaterThan(3);
    expect(errors).toEqual([]);
  });

  test('has an adapter of one’s own that reads a feed', async () => {
    const file = files.find((file) => readFileSync(file, 'utf8').includes("registerAdapter('newsroom'"))!;
    await import(/* @vite-ignore */ resolve(file));
    const payload = { USD_KRW: { last: 1371.5, close: 1367.4 } };
    const { quotes, issues } = parseFeed(payload, { adapter: 'newsroom' });
    expect(quotes).toMatchObject([{ id: 'USD/KRW', price: 1371.5, change: 4.1, direction: 'up', delay: 20 }]);
    expect(issues).toEqual([]);
  });
});

test.each(samplesOf('css'))('$title uses only names that the strip has', ({ code }) => {
  const namesIn = (pattern: RegExp) => [...code.matchAll(pattern)].flatMap(([, names]) => names!.split(' '));
  const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);
  expect(names(element.cssProperties)).toEqual(expect.arrayContaining(namesIn(/(--[\w-]+):/g)));
  expect(names(element.cssStates)).toEqual(expect.arrayContaining(namesIn(/:state\(([^)]*)\)/g)));
  const parts = namesIn(/::part\(([^)]*)\)/g).filter((part) => !/^(up|down|flat|item-\w+)$/.test(part));
  expect(names(element.cssParts)).toEqual(expect.arrayContaining(parts));
});

/** The attributes in the samples that are HTML's own or those of another library. */
const FOREIGN = ['id', 'data-turbo-permanent', 'hx-preserve', 'up-keep'];

test.each(samplesOf('html'))('$title uses only attributes that the tag has', ({ code }) => {
  const known = [...FOREIGN, ...element.attributes.map(({ name }) => name)];
  const [, tag] = /<market-ticker((?:[^>"']|"[^"]*"|'[^']*')*)>/.exec(code)!;
  const names = tag!.replaceAll(/"[^"]*"|'[^']*'/g, '').match(/[\w-]+/g);
  expect(known).toEqual(expect.arrayContaining(names!));
});

const liveStrips = chapters.flatMap(({ text }) =>
  [...text.matchAll(/^<!-- live-strip (.*) -->$/gm)].map(([, attributes]) => attributes!),
);

test.each(liveStrips)('the live strip with %s has only attributes and values of the tag', (written) => {
  const attributes = [...written.matchAll(/([\w-]+)="([^"]*)"/g)];
  expect(attributes.length).toBeGreaterThan(0);
  for (const [, name, value] of attributes) {
    if (name === 'width') continue; // That of the box around it.
    const type = element.attributes.find((attribute) => attribute.name === name)?.type.text;
    expect(type, name).toBeDefined();
    if (type!.includes("'")) expect(type).toContain(`'${value}'`);
  }
});
