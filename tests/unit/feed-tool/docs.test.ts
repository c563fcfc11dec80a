import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import schema from '../../../src/feed-tool/config/feed.config.schema.json' with { type: 'json' };
import { EXIT } from '../../../src/feed-tool/exit-codes.js';
import { commands } from '../../../src/feed-tool/main.js';

const docs = readFileSync('docs/feed-tool.md', 'utf8');
const chapters = readdirSync('docs').filter((name) => name.endsWith('.md'));
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const isConfig = ajv.compile(schema);

/** Returns the part of the chapter below a heading, up to the next one of the same level. */
function sectionOf(heading: string): string {
  const level = /^#+/.exec(heading)![0];
  const [, ...rest] = docs.split(`\n${heading}\n`);
  expect(rest, heading).toHaveLength(1);
  return rest[0]!.split(new RegExp(`^#{2,${level.length}} `, 'm'))[0]!;
}

/** Returns the anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(' ', '-');

describe('the chapter about the feed tool', () => {
  const { source, item, serve } = schema.definitions;

  test.each([
    ['## The configuration', schema],
    ['### A source', source],
    ['### An item', item],
    ['### serve', serve],
  ])('has every key of the schema below “%s”', (heading, { properties }) => {
    const section = sectionOf(heading);
    for (const key of Object.keys(properties))
      expect(section).toContain(`
| \`${key}\``);
  });

  test('has every command with its usage, and every option', () => {
    for (const [name, { usage, options }] of Object.entries(commands)) {
      expect(docs).toContain(`    npx market-ticker-feed ${usage}\n`);
      const section = sectionOf('## The commands');
      for (const [option, { short }] of Object.entries(options)) {
        expect(section, name).toContain(`--${option}`);
        if (short) expect(section, name).toContain(`\`-${short}\``);
      }
    }
  });

  test('has every exit code', () => {
    const rows = [...sectionOf('### Exit codes').matchAll(/^\| (\d) \|/gm)].map(([, code]) => Number(code));
    expect(rows).toEqual(Object.values(EXIT));
  });

  test('has a recipe for many machines, whose configuration is valid', () => {
    expect(
      isConfig(JSON.parse(readFileSync('demo/edge/feed.config.json', 'utf8'))),
      ajv.errorsText(isConfig.errors),
    ).toBe(true);
  });

  test.each(['docs/feed-tool.md', 'docs/ko/feed-tool.md'])(
    '%s has only examples that are valid configurations',
    (file) => {
      const examples = [...readFileSync(file, 'utf8').matchAll(/```json\n([^]*?)```/g)];
      expect(examples.length).toBeGreaterThan(2);
      for (const [, example] of examples)
        expect(isConfig(JSON.parse(example!)), `${ajv.errorsText(isConfig.errors)} in ${example}`).toBe(true);
    },
  );

  test('has only links that lead somewhere', () => {
    const headings = (text: string): string[] =>
      [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!));
    for (const [, target] of docs.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target!)) continue;
      const [path, anchor] = target!.split('#');
      const file = path ? new URL(path, new URL('../../../docs/feed-tool.md', import.meta.url)) : undefined;
      // A folder has no text and no anchor.
      const text = file?.pathname.match(/\.\w+$/) ? readFileSync(file, 'utf8') : docs;
      if (anchor) expect(headings(text), target).toContain(anchor);
    }
  });
});

test('the chapter about the feed has a configuration that is valid', () => {
  const [, example] = /<!-- feed config -->\s+```json\n([^]*?)```/.exec(readFileSync('docs/feed.md', 'utf8'))!;
  expect(isConfig(JSON.parse(example!)), ajv.errorsText(isConfig.errors)).toBe(true);
});

test('no chapter promises more of data.go.kr than the close of the previous business day', () => {
  const promises = chapters.flatMap((name) =>
    readFileSync(join('docs', name), 'utf8').match(/data\.go\.kr`?,? (which )?serves.*/g),
  );
  expect(promises.filter(Boolean).length).toBeGreaterThan(0);
  for (const promise of promises.filter(Boolean))
    expect(promise).toMatch(
      /serves the close of the \*?previous business day\*?, (and publishes it|published)? ?after 13:00 of the next/,
    );
});
