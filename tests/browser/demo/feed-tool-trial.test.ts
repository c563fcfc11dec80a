import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { codeIn } from '../../support/chapter.js';
import { freePort } from '../../support/free-port.js';
import { launchShell, openPage } from '../../support/page.js';
import { publisherFolder } from './publisher-folder.js';

const chapter = readFileSync('docs/feed-tool.md', 'utf8');
const chapters = [
  { language: 'English', text: chapter },
  { language: 'Korean', text: readFileSync('docs/ko/feed-tool.md', 'utf8') },
];
/** Returns the code block after a marker in the chapter. */
const code = (marker: string, text = chapter): string => codeIn(text, marker);

let browser: Browser;
beforeAll(async () => void (browser = await launchShell()));
afterAll(() => browser.close());

const expectAnswer = (url: string): Promise<void> =>
  expect
    .poll(() =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    .toBe(true);

/** Starts a command for the time of a test. */
function start(command: string, args: readonly string[], cwd: string): void {
  const child = spawn(command, args, { cwd, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
}

/** Starts the feed tool as the chapter does, at a free port. @returns the port */
async function serveSimulation(folder: ReturnType<typeof publisherFolder>): Promise<number> {
  const port = await freePort();
  const [, command] = /^npx market-ticker-feed (serve --simulate)$/m.exec(chapter)!;
  folder.startTool(`${command!} --port ${port}`);
  await expectAnswer(`http://127.0.0.1:${port}/health`);
  return port;
}

async function openLive(url: string): Promise<string[]> {
  const { page, troubles } = await openPage(browser, url);
  onTestFinished(() => page.close());
  await page.locator('market-ticker:state(live)').waitFor();
  const ids = await page
    .locator('market-ticker')
    .evaluate((strip) => (strip as HTMLElementTagNameMap['market-ticker']).quotes.map(({ id }) => id));
  expect(troubles).toEqual([]);
  return ids;
}

test.each(chapters)('the trial in $language shows prices, and its configuration takes two', async ({ text }) => {
  const folder = publisherFolder();
  const port = await serveSimulation(folder);
  // The served folder is a bundle’s, because Vite’s server does not serve `node_modules`.
  folder.write(
    'site/index.html',
    code('trial page', text)
      .replaceAll(':8080', `:${port}`)
      .replace('node_modules/market-ticker/dist/cdn', 'market-ticker'),
  );
  expect(await openLive(await folder.serve('site'))).toEqual(expect.arrayContaining(['KOSPI', 'USD/KRW']));

  folder.write('feed.config.json', code('trial configuration', text).replaceAll(':8080', `:${port}`));
  const { status, output } = await folder.runTool('check');
  expect([status, output.match(/^(KOSPI|KOSDAQ|USD\/KRW) /gm)]).toEqual([0, ['KOSPI ', 'USD/KRW ']]);
});

const hasNginx = !spawnSync('nginx', ['-v']).error;
test.runIf(hasNginx).each(chapters)('nginx passes the feed on, set up as in $language', async ({ text }) => {
  const folder = publisherFolder();
  const [tool, port] = [await serveSimulation(folder), await freePort()];
  const [, tag] = /```html\n(<market-ticker src="\/markets\.json" stream=.*)\n```/.exec(chapter)!;
  folder.write(
    'site/index.html',
    `<!doctype html><title>Markets</title><script type="module" src="/market-ticker/market-ticker.js"></script>${tag!}`,
  );
  folder.write('site/favicon.ico', '');
  folder.write(
    'nginx.conf',
    `daemon off; master_process off; pid nginx.pid; error_log stderr;
     events {}
     http {
       types { text/html html; text/javascript js; }
       access_log off;
       client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
       server { listen 127.0.0.1:${port}; root site; ${code('nginx', text).replaceAll(':8080', `:${tool}`)} }
     }`,
  );
  start('nginx', ['-p', folder.path, '-c', 'nginx.conf', '-e', 'stderr'], folder.path);
  const origin = `http://127.0.0.1:${port}`;
  await expectAnswer(origin);
  expect(await openLive(origin)).toEqual(expect.arrayContaining(['KOSPI', 'USD/KRW']));
  const response = await fetch(`${origin}/markets/stream`);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const { value } = await response.body!.getReader().read();
  expect(new TextDecoder().decode(value)).not.toBe('');
});
