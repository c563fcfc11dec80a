import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, preview } from 'vite';
import { onTestFinished } from 'vitest';

const root = process.cwd();
const tool = join(root, 'dist/feed-tool/market-ticker-feed.js');

/**
 * Makes the folder of a publisher who has installed the package, and copied its files for script tags to
 * `site/market-ticker`. It is deleted at the end of the test.
 */
export function publisherFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'publisher-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/market-ticker'), 'dir');
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  cpSync('dist/cdn', join(folder, 'site/market-ticker'), { recursive: true });

  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };

  return {
    path: folder,
    write,

    /** Serves a folder in it until the test has finished. @returns the origin */
    async serve(served: string): Promise<string> {
      write(`${served}/favicon.ico`, ''); // Chromium asks for it.
      const server = await preview({
        configFile: false,
        root: folder,
        build: { outDir: served },
        preview: { host: '127.0.0.1', port: 0 },
        logLevel: 'error',
      });
      onTestFinished(() => server.close());
      return new URL(server.resolvedUrls!.local[0]!).origin;
    },

    /** Bundles `index.html` and what it loads. @returns the folder of the bundle */
    async bundle(): Promise<string> {
      await build({ configFile: false, root: folder, logLevel: 'error' });
      return 'dist';
    },

    /** Starts `npx market-ticker-feed` in the folder. It is killed when the test has finished. */
    startTool(args: string): void {
      const child = spawn(process.execPath, [tool, ...args.split(' ')], { cwd: folder, stdio: 'ignore' });
      onTestFinished(() => void child.kill('SIGKILL'));
    },

    /** Runs `npx market-ticker-feed` in the folder to its end. */
    runTool: (args: string): Promise<{ status: number; output: string }> =>
      new Promise((resolve) => {
        const child = execFile(process.execPath, [tool, ...args.split(' ')], { cwd: folder }, (_, stdout, stderr) =>
          resolve({ status: child.exitCode ?? -1, output: stdout + stderr }),
        );
      }),
  };
}
