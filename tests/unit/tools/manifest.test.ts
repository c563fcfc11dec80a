import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import manifestSchema from 'custom-elements-manifest/schema.json' with { type: 'json' };
import { LitElement } from 'lit';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  analyse,
  declarationOf,
  elementOf,
  type Declaration,
  type Manifest,
} from '../../../scripts/manifest/analyse.mjs';
import { chaptersWithTables } from '../../../scripts/manifest/write-docs-tables.mjs';
import * as events from '../../../src/events.js';
import { MarketTickerElement } from '../../../src/market-ticker-element.js';
import { CREDENTIALS, SHARES } from '../../../src/properties.js';
import { PALETTE_CHOICES } from '../../../src/view/palettes.js';
import { LAYOUTS } from '../../../src/view/strip-view.js';

let manifest: Manifest;
let element: Declaration;

beforeAll(async () => {
  manifest = await analyse();
  element = elementOf(manifest);
});

const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name).sort();
const read = (name: string): string => readFileSync(`src/${name}`, 'utf8');
const found = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1]!))].sort();

describe('the manifest for tools', () => {
  test('is a custom elements manifest', () => {
    const ajv = new Ajv({ strict: false });
    expect(ajv.validate(manifestSchema, manifest), ajv.errorsText()).toBe(true);
  });

  test('has every attribute, with the default of a new element', () => {
    expect(names(element.attributes)).toEqual([...MarketTickerElement.observedAttributes].sort());
    const fresh = new MarketTickerElement() as unknown as Record<string, unknown>;
    for (const { fieldName, default: documented } of element.attributes.filter(({ name }) => name !== 'lang'))
      expect(documented?.replaceAll("'", ''), fieldName).toBe(fresh[fieldName]?.toString() ?? (documented && 'null'));
  });

  test('has every property and method', () => {
    const own = Object.getOwnPropertyNames(MarketTickerElement.prototype);
    // The methods that Lit calls are no API, and `language` is HTML's own `lang`.
    const api = own.filter((name) => !(name in LitElement.prototype) && name !== 'language');
    expect(names(element.members)).toEqual(api.sort());
  });

  test('has every event, with its fields', () => {
    expect(element.events.map(({ type }) => type.text).sort()).toEqual(Object.keys(events).sort());
    expect(names(element.events)).toEqual(found(read('events.ts'), /'(market-ticker-[a-z]+)': MarketTicker/g));
    for (const { type } of element.events) expect(declarationOf(manifest, type.text).members.length).toBeGreaterThan(0);
  });

  test('has every slot and part of the template', () => {
    const template = read('view/template.ts');
    expect(names(element.cssParts)).toEqual(found(template, / part="([a-z]+)[ "]/g));
    expect(names(element.slots)).toEqual(['', ...found(template, /<slot name="([a-z]+)"/g)]);
  });

  test('has every custom property of the styles, with its default', () => {
    const styles =
      read('styles/base.ts') + read('styles/layouts.ts') + read('styles/media.ts') + read('render/flash.ts');
    expect(names(element.cssProperties)).toEqual(found(styles, /(--market-ticker-[a-z-]+)/g));
    for (const { name, default: value } of element.cssProperties.filter((property) => property.default))
      expect(
        styles.includes(`var(${name}, ${value})`) || styles.includes(`('${name}').trim() || '${value}'`),
        name,
      ).toBe(true);
  });

  test('has every state', () => {
    const [, states] = /STATES = \[(.*)\]/.exec(read('controllers/custom-states-controller.ts'))!;
    expect(names(element.cssStates)).toEqual(found(states!, /'([a-z]+)'/g));
  });

  test('has a description of each entry that ends with a full stop', () => {
    const { members, attributes, slots, cssParts, cssProperties, cssStates } = element;
    for (const { name, description } of [
      ...[element, ...members, ...attributes, ...element.events, ...slots, ...cssParts, ...cssProperties, ...cssStates],
      ...element.events.flatMap(({ type }) => declarationOf(manifest, type.text).members),
    ])
      expect(description, name).toMatch(/\.$/);
  });

  test('has the values that each attribute accepts', () => {
    const typeOf = (name: string) => element.attributes.find((attribute) => attribute.name === name)!.type.text;
    const union = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' | ');
    expect(typeOf('layout')).toBe("'auto' | 'scroll' | 'rotate' | 'row' | 'grid'");
    expect(typeOf('palette')).toBe("'auto' | 'red-blue' | 'red-green' | 'green-red' | 'blue-orange'");
    expect(typeOf('adapter')).toBe('string');
    // They are the values that the element itself checks for.
    expect(typeOf('layout')).toBe(union(LAYOUTS));
    expect(typeOf('palette')).toBe(union(PALETTE_CHOICES));
    expect(typeOf('share')).toBe(union(SHARES));
    expect(typeOf('credentials')).toBe(union(CREDENTIALS));
  });
});

test('the chapters have the current tables of the tag (update them by npm run manifest)', async () => {
  for (const [path, text] of Object.entries(await chaptersWithTables()))
    expect(readFileSync(path, 'utf8'), path).toBe(text);
});
