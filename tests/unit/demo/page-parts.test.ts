import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fillPage } from '../../../demo/server/page-parts.js';

const demo = new URL('../../../demo/', import.meta.url);
const filled = (file: string): string => fillPage(readFileSync(new URL(file, demo), 'utf8'));

test.each(readdirSync(demo).filter((name) => name.endsWith('.html')))('%s has all its parts and texts', (file) => {
  expect(filled(file)).not.toMatch(/\{\{|<!-- part/);
});

test('a page has the texts of its language', () => {
  expect(filled('faults.html')).toContain('<h1>The fault lab</h1>');
  expect(filled('faults-ko.html')).toContain('<h1>장애 실험실</h1>');
});

test('the strips of a Korean page request the feed whose source has a Korean name', () => {
  const feeds = (file: string): Set<string> =>
    new Set(
      [...filled(file).matchAll(/<market-ticker(?![^>]*\blang=)[^>]* src="\.\/([^?"]+)/g)].map(([, name]) => name!),
    );
  expect(feeds('ko.html')).toEqual(new Set(['markets-ko.json', 'markets-icons-ko.json']));
  expect(feeds('index.html')).toEqual(new Set(['markets.json', 'markets-icons.json']));
});

test('a text that nobody has written is an error', () => {
  expect(() => fillPage('<html lang="en">{{nothing}}</html>')).toThrow('No text is named nothing.');
});

test('no Korean page has an English sentence left, nor an English page a Korean one', () => {
  const words = (file: string): string =>
    filled(file).replace(/<head>.*<\/head>|<[^>]*lang="(ko|en|ja|zh[^"]*)"[^>]*>[^<]*|<[^>]+>/gs, ' ');
  expect(words('index.html').match(/[가-힣]+/g)).toBeNull();
  expect(words('ko.html').match(/(?:[a-z]{2,} ){3,}/gi)).toBeNull();
  expect(words('faults-ko.html').match(/(?:[a-z]{2,} ){3,}/gi)).toBeNull();
});
