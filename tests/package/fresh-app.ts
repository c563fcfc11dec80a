import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { run } from './run.js';

export interface App {
  readonly folder: string;
  /** Runs a script of its package.json, which is to pass; what it prints. */
  run(script: string): Promise<string>;
  /** Runs one that is to fail; what it complains of. */
  fails(script: string): Promise<string>;
}

/** A fresh install of an app of `apps/`, with the packed package, in a folder of its own. */
export async function freshApp(name: string): Promise<App> {
  const folder = join(inject('apps'), name);
  cpSync(join(import.meta.dirname, 'apps', name), folder, { recursive: true });
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'];
  const installed = await run(folder, 'npm', 'install', ...quiet, inject('tarball'));
  expect(installed.ok, installed.says).toBe(true);
  return {
    folder,
    async run(script) {
      const { ok, says } = await run(folder, 'npm', 'run', '--silent', script);
      expect(ok, says).toBe(true);
      return says;
    },
    async fails(script) {
      const { ok, says } = await run(folder, 'npm', 'run', '--silent', script);
      expect(ok, says).toBe(false);
      return says;
    },
  };
}
