// The whole edge on this machine: nginx with nchan, Redis and the publisher, in a folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** A port that nobody listens at. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks again and again until it is so. */
async function until(isSo, complaint) {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return;
    await sleep(50);
  }
  throw new Error(complaint);
}

async function listens(port) {
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
export async function startEdge({ upstream, environment, parts = ['redis', 'nginx', 'publisher'], ports }) {
  const port = { redis: await freePort(), nginx: await freePort(), publisher: await freePort(), ...ports };
  const folder = await mkdtemp(join(tmpdir(), 'market-edge-'));
  for (const name of ['tmp', 'html', 'cache']) await mkdir(join(folder, name));
  const conf = await readFile(here('nginx.conf'), 'utf8');
  const own = { 8080: port.nginx, 8081: port.publisher, 6379: port.redis };
  // Started by root it would work as nobody, who may not write here.
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  const written = conf.replace(/\b(8080|8081|6379)\b/g, (known) => String(own[known]));
  await writeFile(join(folder, 'nginx.conf'), user + written);
  await copyFile(here('index.html'), join(folder, 'html/index.html'));
  await copyFile(here('../../dist/cdn/market-ticker.js'), join(folder, 'html/market-ticker.js'));

  const origin = `http://127.0.0.1:${port.nginx}`;
  const commands = {
    redis: ['redis-server', '--port', port.redis, '--bind', '127.0.0.1', '--save', '', '--dir', folder],
    nginx: ['nginx', '-p', folder, '-c', 'nginx.conf', '-e', 'error.log', '-g', 'daemon off;'],
    publisher: [process.execPath, here('publisher.mjs')],
  };
  const env = {
    ...process.env,
    ...(upstream && { UPSTREAM: upstream }),
    PORT: String(port.publisher),
    PUBLISH: `${origin}/publish`,
    ...environment,
  };
  const running = {};

  /** nginx answers before each of its workers has found Redis, and may never tell those anything whom it takes on until then. */
  const streams = async () => {
    const log = await readFile(join(folder, 'error.log'), 'utf8');
    const latest = log.slice(log.lastIndexOf('start worker processes'));
    const workers = [...latest.matchAll(/start worker process (\d+)/g)].map(([, pid]) => pid);
    const ready = (pid) => latest.includes(`${pid}: nchan: Redis upstream fanout: ready`);
    return latest.includes('start cache loader') && workers.every(ready);
  };

  const restart = async (name) => {
    const [command, ...args] = commands[name];
    const child = spawn(command, args.map(String), { env, stdio: ['ignore', 'ignore', 'inherit'] });
    running[name] = child;
    await Promise.race([
      until(() => listens(port[name]), `nothing listens at port ${port[name]}`),
      once(child, 'error').then(([error]) => {
        throw new Error(
          `${command}: ${error.message}. On Debian: apt-get install nginx libnginx-mod-nchan redis-server`,
        );
      }),
    ]);
    if (name === 'nginx') await until(streams, 'nginx does not find Redis');
  };
  const halt = async (name) => {
    const child = running[name];
    delete running[name];
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'exit');
  };
  const stop = async () => {
    for (const name of ['publisher', 'nginx', 'redis']) await halt(name);
    await rm(folder, { recursive: true, force: true });
  };

  try {
    for (const name of parts) await restart(name);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, port, pid: (name) => running[name].pid, stop, restart, halt };
}
