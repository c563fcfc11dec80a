import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isPublished, repository } from '../../../scripts/project/project.mjs';
import { filesOfProject } from '../../../scripts/project/write-project.mjs';
import { MarketTickerElement } from '../../../src/market-ticker-element.js';

const read = (name: string): string => readFileSync(name, 'utf8');
const sectionOf = (text: string, marker: string): string => text.split(`<!-- ${marker} -->`)[1]!.split(/\n##? /)[0]!;

describe.each(['README.md', 'README.ko.md'])('%s', (name) => {
  const readme = read(name);

  test('has at most 180 lines and 1,600 words', () => {
    expect(readme.split('\n').length - 1).toBeLessThanOrEqual(180);
    expect(readme.split(/\s+/).length).toBeLessThanOrEqual(1600);
  });

  test('lists every attribute of the tag', () => {
    const listed = [...sectionOf(readme, 'attributes').matchAll(/^\|(.*?)\|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/\[`([\w-]+)`\]/g)].map(([, attribute]) => attribute!),
    );
    expect(listed.sort()).toEqual([...MarketTickerElement.observedAttributes].sort());
  });

  test('has the two commands, each on a line of its own', () => {
    expect(readme).toMatch(/^ {4}npm install && npm start$/m);
    expect(readme).toMatch(/^ {4}npm install && npm test$/m);
  });
});

test('both READMEs have the same commands', () => {
  const commands = (name: string) => read(name).match(/^ {4}npm .*$/gm);
  expect(commands('README.ko.md')).toEqual(commands('README.md'));
});

describe('what depends on whether the package is published', () => {
  test('is up to date (npm run project writes it)', () => {
    for (const [name, text] of Object.entries(filesOfProject())) expect(read(name), name).toBe(text);
  });

  test('is a file of a release before that, and npm and a CDN afterwards', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    const before = filesOfProject({ isPublished: false, repository });
    const after = filesOfProject({ isPublished: true, repository });
    for (const name of ['README.md', 'README.ko.md']) {
      expect(before[name]).toContain(`npm install ./market-ticker-${version}.tgz`);
      expect(before[name]).toContain(`market-ticker-cdn-${version}.zip`);
      expect(before[name]).not.toMatch(/npm install market-ticker$/m);
      expect(after[name]).toMatch(/npm install market-ticker$/m);
      expect(after[name]).toContain(`market-ticker@${version}/dist/cdn/market-ticker.js`);
      expect(after[name]).not.toContain('.tgz');
    }
    const page = 'docs/getting-started.md';
    expect(before[page]).toContain(`npm install ./market-ticker-${version}.tgz`);
    expect(after[page]).toMatch(/npm install market-ticker$/m);
    expect(after[page]).not.toContain('.tgz');
  });

  test('names the same repository everywhere', () => {
    const {
      homepage,
      bugs,
      repository: named,
    } = JSON.parse(
      filesOfProject({ isPublished, repository: 'https://forge.example/news/ticker' })['package.json']!,
    ) as { homepage: string; bugs: string; repository: { url: string } };
    for (const address of [homepage, bugs, named.url]) expect(address).toContain('https://forge.example/news/ticker');
  });
});
