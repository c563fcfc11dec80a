// Starts the WebDrivers of WebKitGTK and WPE WebKit for one test run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const started = [];

function start(command, args, options) {
  // A detached process leads a process group of its own, so that the driver's browser is ended together with the driver.
  const child = spawn(command, args, { stdio: 'ignore', detached: true, ...options });
  child.on('error', (error) => console.error(`${command}: ${error.message}`));
  started.push(child);
  return child;
}

/** Ends every process that was started. Can be called at any time. */
export function stopDrivers() {
  for (const child of started.splice(0).reverse()) {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The process has ended already.
    }
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Starts a driver, and returns its port once it answers. */
async function startDriver(driver, env) {
  const port = await freePort();
  start(driver, ['--host=127.0.0.1', `--port=${port}`], { env: { ...process.env, ...env } });
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (answer?.ok) return String(port);
    await sleep(100);
  }
  throw new Error(`${driver} did not start`);
}

async function startDisplay(xvfb) {
  const screen = start(xvfb, ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = await Promise.race([
    once(screen.stdio[3], 'data'),
    once(screen, 'exit').then(() => Promise.reject(new Error('Xvfb did not start'))),
  ]);
  return `:${String(number).trim()}`;
}

/** Starts a driver of WebKitGTK on a display of its own, where its window has the focus. Returns the driver's port. */
async function startOnDisplay({ driver, xvfb }) {
  return startDriver(driver, { DISPLAY: await startDisplay(xvfb), GDK_BACKEND: 'x11' });
}

/** Starts two WebKitGTK, which run at the same time. Returns the environment variables for Vitest. */
export async function startWebKit(found) {
  const [first, second] = await Promise.all([startOnDisplay(found), startOnDisplay(found)]);
  return { WEBKIT_DRIVER_PORT: first, WEBKIT_2_DRIVER_PORT: second, WEBKIT_BROWSER: found.browser };
}

/** Starts two drivers of WPE WebKit, which need no display. Returns the environment variables for Vitest. */
export async function startWPE({ driver, browser }) {
  const [first, second] = await Promise.all([startDriver(driver), startDriver(driver)]);
  return { WPE_DRIVER_PORT: first, WPE_2_DRIVER_PORT: second, WPE_BROWSER: browser };
}
