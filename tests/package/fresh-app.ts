import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { runCommand } from './run-command.js';

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
  const installed = await runCommand(folder, 'npm', 'install', ...quiet, inject('tarball'));
  expect(installed.ok, installed.output).toBe(true);
  return {
    folder,
    async run(script) {
      const { ok, output } = await runCommand(folder, 'npm', 'run', '--silent', script);
      expect(ok, output).toBe(true);
      return output;
    },
    async fails(script) {
      const { ok, output } = await runCommand(folder, 'npm', 'run', '--silent', script);
      expect(ok, output).toBe(false);
      return output;
    },
  };
}
