import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const report = readFileSync('tests/bench/results/README.md', 'utf8');

/** Returns what the benchmark has written to a chapter. */
function writtenTo(chapter: string): string {
  const [, text] = /<!-- bench:start -->\n([^]*)\n<!-- bench:end -->/.exec(readFileSync(chapter, 'utf8'))!;
  return text!.trim();
}

test.each(['docs/benchmark.md', 'docs/compared.md'])('%s and the full report are of the same run', (chapter) => {
  const [date] = /Measured on [^.]*/.exec(report)!;
  expect(writtenTo(chapter)).toContain(date);
});

test('the chapter about the benchmark has the table of the full report', () => {
  const [table] = writtenTo('docs/benchmark.md').split('\n\n');
  expect(table).toContain('script, kB brotli');
  expect(report).toContain(table);
});

test('the chapter that compares says where others are ahead, as the full report does', () => {
  const list = writtenTo('docs/compared.md')
    .match(/(^- .*\n?)+/m)![0]
    .trim();
  expect(report).toContain(`## Where others are ahead of the ticker\n\n${list}\n`);
});
