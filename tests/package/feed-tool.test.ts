import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, inject, onTestFinished, test } from 'vitest';
import { launch, openPage } from '../support/page.js';
import { rowsOf } from './expect-market.js';
import { freshApp } from './fresh-app.js';
import { runCommand, shellEnvironment } from './run-command.js';
import { serveFolder } from './static-server.js';

/** Starts the installed command of an app, and resolves with what it logs when it listens. */
async function startTool(folder: string, ...args: string[]): Promise<Record<string, string>> {
  const command = join(folder, 'node_modules/.bin/market-ticker-feed');
  const child = spawn(command, args, { cwd: folder, env: shellEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(async () => {
    child.kill();
    await once(child, 'exit');
  });
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes('"listening"')) return JSON.parse(line) as Record<string, string>;
  }
  throw new Error('the command has ended');
}

test('in an empty folder, the packed command serves the simulated market', async () => {
  const folder = mkdtempSync(join(inject('apps'), 'empty-'));
  const { ok, output } = await runCommand(
    folder,
    'npx',
    '--yes',
    `--package=${inject('tarball')}`,
    'market-ticker-feed',
    'check',
    '--simulate',
  );
  expect(ok, output).toBe(true);
  for (const id of ['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW']) expect(output).toContain(id);
});

test('a page on another port shows the feed that the installed command serves, and its configuration has a schema', async () => {
  const { folder } = await freshApp('cdn');
  const { feed } = await startTool(folder, 'serve', '--simulate', '--port', '0');
  const site = await serveFolder(join(folder, 'node_modules/market-ticker/dist/cdn'), {
    '/index.html': `<!doctype html><title>A site</title><link rel="icon" href="data:,"><script type="module" src="/market-ticker.js"></script>
      <market-ticker src="${feed}" layout="row"></market-ticker>`,
  });
  onTestFinished(site.close);
  const browser = await launch();
  onTestFinished(() => browser.close());
  const { page, troubles } = await openPage(browser, site.origin);
  const rows = await rowsOf(page, 'market-ticker');
  expect(rows.map((row) => row.split(' ')[0])).toEqual(['KOSPI', 'KOSDAQ', 'KOSPI200', 'USD/KRW']);
  expect(troubles).toEqual([]);

  const { ok, output } = await runCommand(folder, 'npx', 'market-ticker-feed', 'init', '--preset', 'krx-exim');
  expect(ok, output).toBe(true);
  const config = JSON.parse(readFileSync(join(folder, 'feed.config.json'), 'utf8')) as { $schema: string };
  expect(existsSync(join(folder, config.$schema))).toBe(true);
});
