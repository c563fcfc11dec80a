import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseFeed } from 'market-ticker/feed.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../support/free-port.js';
import { withBuiltTool } from './built-tool.js';
import { indices, startSources } from './two-sources.js';

const read = (name: string): string => readFileSync(join('docs/feed-tool', name), 'utf8');
const run = promisify(execFile);
const tool = withBuiltTool();

/** The value of the keys that the configuration reads from the environment. */
const KEY = 'key-that-nobody-may-see';

const configOf = (origin: string, more: object = {}) => ({
  sources: [
    {
      name: 'indices',
      url: `${origin}/indices?serviceKey=\${DATA_GO_KR_KEY}`,
      adapter: 'krx',
      every: 60,
      items: ['KOSPI'],
    },
    {
      name: 'currencies',
      url: `${origin}/currencies?authkey=\${EXIM_KEY}&searchdate={date:0d,yyyyMMdd,Asia/Seoul}`,
      adapter: 'rates',
      every: 60,
      items: ['USD/KRW'],
    },
  ],
  allowPrivate: ['127.0.0.1'],
  ...more,
});

const ids = (text: string): string[] => parseFeed(JSON.parse(text)).quotes.map(({ id }) => id);

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const has = (command: string): boolean => !spawnSync(command, ['--version'], { stdio: 'ignore' }).error;

describe('the systemd unit', () => {
  const unit = read('market-ticker-feed.service');
  const valueOf = (name: string): string | undefined => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1];

  test('starts a server that has the feed, writes to its state folder only, prints no key, and ends well', async () => {
    const { origin, requests } = await startSources();
    const folder = temporaryFolder();
    for (const name of ['etc', 'state', 'work']) mkdirSync(join(folder, name));
    const port = await freePort();
    const config = configOf(origin, { state: join(folder, 'state/feed.state.json'), serve: { port } });
    writeFileSync(join(folder, 'etc/feed.config.json'), JSON.stringify(config));

    const [node, file, ...args] = valueOf('ExecStart')!
      .replace('/usr/bin/node', process.execPath)
      .replace('/opt/market-ticker/node_modules/market-ticker', tool.folder)
      .replace('/etc/market-ticker-feed', join(folder, 'etc'))
      .split(' ');
    expect(file).toBe(tool.file);
    const env = { PATH: process.env.PATH, DATA_GO_KR_KEY: KEY, EXIM_KEY: KEY };
    const server = spawn(node!, [file!, ...args], { cwd: join(folder, 'work'), env });
    onTestFinished(() => void server.kill('SIGKILL'));
    let output = '';
    for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));

    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    const feed = () =>
      get('/markets.json').then(
        (response) => response.text(),
        () => '{"items":[]}',
      );
    const idsNow = async () => {
      const text = await feed();
      return text.startsWith('{') ? ids(text) : [];
    };
    await expect.poll(idsNow).toEqual(['KOSPI', 'USD/KRW']);
    expect((await get('/health')).status).toBe(200);
    expect(requests.every((url) => url.includes(KEY))).toBe(true);

    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
    expect(output).not.toContain(KEY);
    expect(readdirSync(join(folder, 'state'))).toEqual(['feed.state.json']);
    expect(readFileSync(join(folder, 'state/feed.state.json'), 'utf8')).not.toContain(KEY);
    expect(readdirSync(join(folder, 'etc'))).toEqual(['feed.config.json']);
    expect(readdirSync(join(folder, 'work'))).toEqual([]);
  });

  test('gives up on a mistake in the configuration alone, whose exit code is 2', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'feed.config.json'), '{"sorces": []}');
    const failed = await run(process.execPath, [
      tool.file,
      'serve',
      '--config',
      join(folder, 'feed.config.json'),
    ]).catch((error: { code: number }) => error);
    expect(failed).toMatchObject({ code: 2 });
    expect([valueOf('Restart'), valueOf('RestartPreventExitStatus')]).toEqual(['always', '2']);
  });

  test('leaves the service no rights, and the keys to root', () => {
    for (const line of [
      'DynamicUser=yes',
      'CapabilityBoundingSet=',
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'ProtectHome=yes',
      'PrivateDevices=yes',
      'SystemCallFilter=@system-service',
      'EnvironmentFile=-/etc/market-ticker-feed/feed.env',
      `StateDirectory=${/\/var\/lib\/(.*)\/feed\.state\.json/.exec(unit)![1]}`,
    ])
      expect(unit.split('\n')).toContain(line);
    expect(unit).toMatch(/install -D --mode=600 \.env \/etc\/market-ticker-feed\/feed\.env/);
  });

  test.skipIf(!has('systemd-analyze'))('is a unit that systemd understands, and calls well protected', async () => {
    const file = join(temporaryFolder(), 'market-ticker-feed.service');
    // Node may be in another place on this machine.
    writeFileSync(file, unit.replaceAll('/usr/bin/node', process.execPath));
    expect(await run('systemd-analyze', ['verify', '--man=no', file])).toEqual({ stdout: '', stderr: '' });
    // The exposure goes from 0 to 100; the threshold decides the exit code.
    await run('systemd-analyze', ['security', '--offline=yes', '--threshold=20', '--no-pager', file]);
  });
});

describe('the Dockerfile', () => {
  const lines = read('Dockerfile')
    .replaceAll('\\\n', '')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')));
  const argumentsOf = (instruction: string): string[] => {
    const line = last.find((line) => line.startsWith(instruction))!;
    // Only a command that is written as JSON runs without a shell, so that signals reach it.
    return JSON.parse(line.slice(line.indexOf('['))) as string[];
  };

  test('has small images of one version of Node, no build tools, and a user without rights', () => {
    for (const line of lines.filter((line) => line.startsWith('FROM')))
      expect(line).toMatch(/^FROM node:\d+-alpine( AS \w+)?$/);
    expect(lines.join('\n')).not.toMatch(/^ADD|apk |apt|curl|wget|python|make/m);
    expect(lines.filter((line) => /npm install/.test(line))).toEqual([
      'RUN npm install --ignore-scripts --no-audit --no-fund "$PACKAGE"',
    ]);
    expect(last.filter((line) => line.startsWith('USER'))).toEqual(['USER node']);
    expect(last.indexOf('USER node')).toBeLessThan(last.findIndex((line) => line.startsWith('ENTRYPOINT')));
    expect(last.findLastIndex((line) => line.startsWith('RUN'))).toBeLessThan(last.indexOf('USER node'));
  });

  test('copies all that the command needs, and serves at the port that it exposes', async () => {
    const copied = last.filter((line) => line.startsWith('COPY')).map((line) => line.split(' ').at(-1));
    expect(copied).toEqual(['/market-ticker/package.json', '/market-ticker/dist/feed-tool']);
    // The copy has no node_modules in any folder above it.
    const folder = temporaryFolder();
    cpSync(join(tool.folder, 'package.json'), join(folder, 'market-ticker/package.json'));
    cpSync(join(tool.folder, 'dist/feed-tool'), join(folder, 'market-ticker/dist/feed-tool'), { recursive: true });
    const [node, file] = argumentsOf('ENTRYPOINT');
    expect(node).toBe('node');
    const { stdout } = await run(process.execPath, [join(folder, file!), 'help']);
    expect(stdout).toContain('market-ticker-feed serve');
    expect(argumentsOf('CMD')).toEqual(['serve', '--host', '0.0.0.0', '--port', '8080']);
    expect(last).toContain('EXPOSE 8080');
  });

  test.each([
    ['well while there is a feed', 200, 0],
    ['ill while there is none', 503, 1],
    ['ill if nothing listens', undefined, 1],
  ])('calls the container %s', async (_, status, code) => {
    const server = createServer(({ url }, response) => response.writeHead(url === '/health' ? status! : 404).end('{}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close().closeAllConnections());
    const port = status ? (server.address() as AddressInfo).port : await freePort();
    const [, ...args] = argumentsOf('HEALTHCHECK');
    const check = spawn(
      process.execPath,
      args.map((arg) => arg.replace(':8080/', `:${port}/`)),
      { stdio: 'ignore' },
    );
    expect(await once(check, 'exit')).toEqual([code, null]);
  });

  test('starts a command whose health check succeeds', async () => {
    const port = await freePort();
    const args = argumentsOf('CMD').map((arg) => arg.replace('8080', `${port}`).replace('0.0.0.0', '127.0.0.1'));
    const server = spawn(process.execPath, [tool.file, ...args, '--simulate'], {
      cwd: temporaryFolder(),
      stdio: 'ignore',
    });
    onTestFinished(() => void server.kill('SIGKILL'));
    const [, ...check] = argumentsOf('HEALTHCHECK').map((arg) => arg.replace(':8080/', `:${port}/`));
    const health = async () => (await once(spawn(process.execPath, check, { stdio: 'ignore' }), 'exit'))[0] as number;
    await expect.poll(health).toBe(0);
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
  });
});

describe('the GitHub Actions workflow', () => {
  const workflow = read('feed.yml');

  /** The steps that run a shell, with their name and their variables. */
  const steps = workflow
    .slice(workflow.indexOf('steps:'))
    .split(/^ {6}- /m)
    .filter((step) => /^ *run:/m.test(step))
    .map((step) => ({
      name: /name: (.*)/.exec(step)![1]!,
      script: (/run: \|\n([^]*)/.exec(step)?.[1] ?? /run: (.*)/.exec(step)![1]!).replace(/^ {10}/gm, ''),
      env: Object.fromEntries(
        Array.from(step.matchAll(/^ {10}(\w+): (\$\{\{.*\}\})$/gm), ([, name, value]) => [name!, value!]),
      ),
    }));

  /** Makes a repository with a configuration, and a place to push it to. */
  async function startRepository(config: object) {
    const folder = temporaryFolder();
    const site = join(folder, 'site');
    const git = async (...args: string[]) => (await run('git', args, { cwd: site })).stdout.trim();
    await run('git', ['init', '--quiet', '--bare', join(folder, 'remote')]);
    await run('git', ['clone', '--quiet', join(folder, 'remote'), site]);
    writeFileSync(join(site, 'feed.config.json'), JSON.stringify(config));
    writeFileSync(join(site, '.gitignore'), 'node_modules\n');
    await git('add', '.');
    await git('-c', 'user.name=Paper', '-c', 'user.email=paper@example.com', 'commit', '--quiet', '--message', 'Begin');
    await git('push', '--quiet', 'origin', 'HEAD');
    // In place of the step that installs the package.
    const bin = join(site, 'node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'market-ticker-feed'), `#!/bin/sh\nexec "${process.execPath}" "${tool.file}" "$@"\n`, {
      mode: 0o755,
    });

    /** Runs the steps, as GitHub does: the first that fails ends the run. Returns the name of that step. */
    async function runSteps(): Promise<{ failed: string | undefined; log: string }> {
      const output = join(folder, 'output');
      writeFileSync(output, '');
      let log = '';
      for (const { name, script, env } of steps.filter(({ name }) => name !== 'Install the command')) {
        const code = /^code=(.*)$/m.exec(readFileSync(output, 'utf8'))?.[1] ?? '';
        const values = Object.entries(env).map(([name, value]) => [name, value.includes('steps.') ? code : KEY]);
        try {
          const { stdout, stderr } = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
            cwd: site,
            env: { ...process.env, ...Object.fromEntries(values), GITHUB_OUTPUT: output },
          });
          log += stdout + stderr;
        } catch (error) {
          const { stdout, stderr } = error as { stdout: string; stderr: string };
          return { failed: name, log: log + stdout + stderr };
        }
      }
      return { failed: undefined, log };
    }
    /** Reads the repository to which the steps push. */
    const remote = async (...args: string[]) => (await run('git', args, { cwd: join(folder, 'remote') })).stdout;
    const commits = async () => Number(await remote('rev-list', '--count', 'HEAD'));
    const feed = () => remote('show', 'HEAD:public/markets.json');
    return { site, runSteps, remote, commits, feed };
  }

  test('names actions by their commits, one version of the package, and puts nothing into a shell', () => {
    for (const [, action] of workflow.matchAll(/uses: *(\S+)/g))
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    const used = /\S+@[0-9a-f]{40} # \S+/g;
    const ours = readFileSync('.github/workflows/test.yml', 'utf8').match(used);
    for (const action of workflow.match(used)!) expect(ours).toContain(action);
    expect(workflow).toMatch(/^permissions: \{\}$/m);
    for (const { script } of steps) expect(script).not.toContain('${{');
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(workflow.match(/market-ticker@\S+/g)).toEqual([`market-ticker@${version}`]);
  });

  test('commits and pushes the feed, and nothing if it has not changed', async () => {
    const { origin, requests } = await startSources();
    const repository = await startRepository(configOf(origin));
    const { failed, log } = await repository.runSteps();
    expect([failed, log]).toEqual([undefined, expect.not.stringContaining(KEY)]);
    expect(requests.every((url) => url.includes(KEY))).toBe(true);
    expect(ids(await repository.feed())).toEqual(['KOSPI', 'USD/KRW']);
    const files = await repository.remote('ls-tree', '-r', '--name-only', 'HEAD');
    expect(files.trim().split('\n')).toEqual([
      '.gitignore',
      'feed.config.json',
      'feed.state.json',
      'public/markets.json',
    ]);
    expect(await repository.remote('grep', '--count', KEY, 'HEAD').catch(() => 'nowhere')).toBe('nowhere');

    const commits = await repository.commits();
    expect((await repository.runSteps()).failed).toBeUndefined();
    expect(await repository.commits()).toBe(commits);
  });

  test('keeps the last values of a source that fails, commits the rest, and marks the run as failed', async () => {
    const { origin, answers } = await startSources();
    const repository = await startRepository(configOf(origin));
    await repository.runSteps();
    Object.assign(answers, { indices: indices('3200.5'), currencies: undefined });
    const { failed, log } = await repository.runSteps();
    expect([failed, log]).toEqual(['Mark the run as failed if a source failed', expect.not.stringContaining(KEY)]);
    const { quotes } = parseFeed(JSON.parse(await repository.feed()));
    expect(quotes.map(({ id, price }) => [id, price])).toEqual([
      ['KOSPI', 3200.5],
      ['USD/KRW', 1451.3],
    ]);
  });

  test('leaves the feed as it is if all sources fail, or the configuration is wrong', async () => {
    const { origin, answers } = await startSources();
    const repository = await startRepository(configOf(origin, { state: null }));
    await repository.runSteps();
    const before = await repository.feed();
    Object.assign(answers, { indices: undefined, currencies: undefined });
    expect((await repository.runSteps()).failed).toBe('Write the feed');
    writeFileSync(join(repository.site, 'feed.config.json'), '{"sources": [{}]}');
    expect((await repository.runSteps()).failed).toBe('Write the feed');
    expect(await repository.feed()).toBe(before);
    expect(existsSync(join(repository.site, 'feed.state.json'))).toBe(false);
  });
});
