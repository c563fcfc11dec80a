import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { runCommand } from './run-command.js';

export interface App {
  readonly folder: string;
  /** Runs a script of its package.json, and expects that it succeeds. @returns the script's output */
  run(script: string): Promise<string>;
  /** Runs a script, and expects that it fails. @returns the script's output, errors included */
  fails(script: string): Promise<string>;
}

/** Copies an app of `apps/` into a folder of its own, and installs it with the packed package. */
export async function freshApp(name: string): Promise<App> {
  const folder = join(inject('apps'), name);
  cpSync(join(import.meta.dirname, 'apps', name), folder, { recursive: true });
  const npmOptions = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'];
  const installed = await runCommand(folder, 'npm', 'install', ...npmOptions, inject('tarball'));
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
