import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import { feedToolBuild, feedToolBundle, schemaValidator } from '../../../vite.feed-tool.js';

/**
 * Builds the command for the tests of a file, in a folder that has nothing else but the package.json that says that it is a
 * module, as in the published package.
 */
export function withBuiltTool() {
  const tool = { folder: '', file: '' };

  beforeAll(async () => {
    tool.folder = mkdtempSync(join(tmpdir(), 'feed-tool-'));
    const outDir = join(tool.folder, 'dist/feed-tool');
    const plugins = [schemaValidator()];
    await build({
      configFile: false,
      logLevel: 'error',
      plugins,
      publicDir: false,
      ssr: feedToolBundle,
      build: { ...feedToolBuild, outDir },
    });
    writeFileSync(join(tool.folder, 'package.json'), '{"type": "module"}');
    tool.file = join(outDir, 'market-ticker-feed.js');
  });

  afterAll(() => rmSync(tool.folder, { recursive: true, force: true }));

  return tool;
}
