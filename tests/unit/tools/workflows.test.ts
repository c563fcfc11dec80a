import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const folder = '.github/workflows';
const read = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8');
const release = read('release.yml');

/** Returns the text of each job of a workflow by its name. */
function jobsOf(workflow: string): Record<string, string> {
  const [, ...parts] = workflow.slice(workflow.indexOf('\njobs:\n')).split(/^ {2}(\w+):\n/m);
  return Object.fromEntries(parts.flatMap((name, index) => (index % 2 ? [] : [[name, parts[index + 1]!]])));
}

for (const name of readdirSync(folder))
  describe(`the workflow ${name}`, () => {
    const workflow = read(name);

    test('names each action by its commit', () => {
      for (const [, action] of workflow.matchAll(/uses: *(\S+)/g))
        expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    });

    test('has no permissions but those that a job states', () => {
      expect(workflow).toMatch(/^permissions: \{\}$/m);
      for (const job of Object.values(jobsOf(workflow))) expect(job).toMatch(/^ {4}permissions:\n {6}[\w-]+: /m);
    });

    test('puts nothing that the author of a change writes into a shell', () => {
      for (const [expression] of workflow.matchAll(/\$\{\{[^]*?\}\}/g))
        expect(expression).toMatch(
          /^\$\{\{ (github\.(ref|token)|needs\.pack\.outputs\.sha256|steps\.pages\.outputs\.base_path|steps\.pack\.outputs\.sha256) \}\}$/,
        );
    });
  });

describe('a release', () => {
  const { pack, ...others } = jobsOf(release);

  test('packs in one job, without scripts of dependencies, after their signatures', () => {
    expect(pack).toMatch(/npm ci --ignore-scripts[^]*npm audit signatures[^]*npm run release/);
    expect(readFileSync('scripts/release/make-release.mjs', 'utf8')).toContain("'pack', '--ignore-scripts'");
    expect(release.match(/npm (pack|run release)/g)).toHaveLength(1);
  });

  test('tests and publishes only the files whose checksums that job has stated', () => {
    expect(Object.keys(others)).toEqual(['test', 'publish', 'announce']);
    for (const job of Object.values(others)) {
      expect(job).toMatch(/SHA256: \$\{\{ needs\.pack\.outputs\.sha256 \}\}/);
      expect(job).toMatch(/download-artifact[^]*sha256sum --check --strict\n *sha256sum --check --strict SHA256SUMS/);
    }
    expect(others.publish).toMatch(/needs: \[pack, test\]/);
  });

  test('gives the right to publish to a job that neither installs nor builds', () => {
    for (const [name, job] of Object.entries(jobsOf(release))) {
      if (!job.includes(': write')) continue;
      expect([name, /checkout|npm (ci|install|run|test)|npx/.test(job)]).toEqual([name, false]);
    }
  });
});
