import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { shellEnvironment } from './run-command.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the tarball that `npm pack` has written. */
    tarball: string;
    /** The folder in which apps are installed. It is outside the project, so that they cannot find the project's modules. */
    apps: string;
  }
}

/** Builds and packs the package, as a release does, unless TARBALL is the path of a package: a release tests the one it publishes. */
export default function setup(project: TestProject): () => void {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const npm = (...args: string[]) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', env: shellEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] });
  const pack = (folder: string): string => {
    npm('run', 'build');
    const [packed] = JSON.parse(npm('pack', '--json', '--pack-destination', folder)) as { filename: string }[];
    return join(folder, packed!.filename);
  };
  const apps = mkdtempSync(join(tmpdir(), 'market-ticker-package-'));
  project.provide('tarball', process.env.TARBALL ? resolve(cwd, process.env.TARBALL) : pack(apps));
  project.provide('apps', apps);
  return () => rmSync(apps, { recursive: true, force: true });
}
