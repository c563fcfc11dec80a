// Starts the edge on this machine: nginx with nchan, Redis and the feed tool, in a temporary folder.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Returns a port that is not in use. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until a check succeeds; throws the message after 200 tries, at intervals of 50 ms. */
async function waitUntil(check, message) {
  for (let tries = 0; tries < 200; tries++) {
    if (await check()) return;
    await sleep(50);
  }
  throw new Error(message);
}

/** Returns whether a server accepts connections at a port. */
async function isListening(port) {
  const socket = connect(port, '127.0.0.1');
  const connected = once(socket, 'connect').then(
    () => true,
    () => false,
  );
  const open = await Promise.race([connected, sleep(1000, false)]);
  socket.destroy();
  return open;
}

/** See edge.d.mts. */
export async function startEdge({ config, parts = ['redis', 'nginx', 'tool'], ports, configure = (conf) => conf }) {
  const port = { redis: await freePort(), nginx: await freePort(), tool: await freePort(), ...ports };
  const folder = await mkdtemp(join(tmpdir(), 'market-edge-'));
  await chmod(folder, 0o711); // The workers of nginx enter it as another user.
  for (const name of ['tmp', 'html', 'cache']) await mkdir(join(folder, name));
  for (const name of ['private', 'feed']) await mkdir(join(folder, name), { mode: 0o700 });
  const socket = join(folder, 'private/publish.sock');
  const conf = await readFile(pathOf('nginx.conf'), 'utf8');
  const actualPorts = { 8080: port.nginx, 8081: port.tool, 6379: port.redis };
  const adapted = configure(conf)
    .replace(/\b(8080|8081|6379)\b/g, (known) => String(actualPorts[known]))
    .replace('unix:/run/markets/publish.sock', `unix:${socket}`);
  await writeFile(join(folder, 'nginx.conf'), adapted);
  const { serve, ...recipe } = JSON.parse(await readFile(pathOf('feed.config.json'), 'utf8'));
  const publish = serve.publish.replace('/run/markets/publish.sock', socket);
  const feedConfig = { ...recipe, ...config, serve: { ...serve, port: port.tool, publish } };
  await writeFile(join(folder, 'feed/feed.config.json'), JSON.stringify(feedConfig));
  await copyFile(pathOf('index.html'), join(folder, 'html/index.html'));
  await copyFile(pathOf('../../dist/cdn/market-ticker.js'), join(folder, 'html/market-ticker.js'));

  const origin = `http://127.0.0.1:${port.nginx}`;
  const commands = {
    redis: ['redis-server', '--port', port.redis, '--bind', '127.0.0.1', '--save', '', '--dir', folder],
    nginx: ['nginx', '-p', folder, '-c', 'nginx.conf', '-e', 'error.log', '-g', 'daemon off;'],
    tool: [
      process.execPath,
      pathOf('../../dist/feed-tool/market-ticker-feed.js'),
      'serve',
      '--config',
      join(folder, 'feed/feed.config.json'),
    ],
  };
  const running = {};

  /**
   * Returns whether every worker of nginx has connected to Redis. nginx answers earlier than that, and a reader whose stream it
   * accepts before that may never receive a message.
   */
  const areWorkersReady = async () => {
    const log = await readFile(join(folder, 'error.log'), 'utf8');
    const latest = log.slice(log.lastIndexOf('start worker processes'));
    const workers = [...latest.matchAll(/start worker process (\d+)/g)].map(([, pid]) => pid);
    const isReady = (pid) => latest.includes(`${pid}: nchan: Redis upstream fanout: ready`);
    return latest.includes('start cache loader') && workers.every(isReady);
  };

  const restart = async (name) => {
    if (name === 'nginx') await rm(socket, { force: true }); // A crash leaves it behind, and nginx would not start.
    const [command, ...args] = commands[name];
    // The feed tool logs each failure of a source, which is no failure of the edge.
    const log = name === 'tool' ? await open(join(folder, 'tool.log'), 'a') : undefined;
    const child = spawn(command, args.map(String), { stdio: ['ignore', 'ignore', log?.fd ?? 'inherit'] });
    await log?.close();
    running[name] = child;
    await Promise.race([
      waitUntil(() => isListening(port[name]), `nothing listens at port ${port[name]}`),
      once(child, 'error').then(([error]) => {
        throw new Error(
          `${command}: ${error.message}. On Debian: apt-get install nginx libnginx-mod-nchan redis-server`,
        );
      }),
    ]);
    if (name === 'nginx') await waitUntil(areWorkersReady, 'nginx does not find Redis');
  };
  const halt = async (name) => {
    const child = running[name];
    delete running[name];
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'exit');
  };
  const stop = async () => {
    for (const name of ['tool', 'nginx', 'redis']) await halt(name);
    await rm(folder, { recursive: true, force: true });
  };

  try {
    for (const name of parts) await restart(name);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, port, socket, folder, pid: (name) => running[name].pid, stop, restart, halt };
}
