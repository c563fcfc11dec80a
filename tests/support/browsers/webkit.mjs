// Starts WebKitGTK's WebDriver for one test run, on a display of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/**
 * Starts the display and the driver. `environment` is a promise of the environment variables for Vitest; `stop()` ends every
 * process that was started, and can be called at any time.
 */
export function startWebKit({ driver, browser, xvfb }) {
  const started = [];
  const start = (command, args, options) => {
    // A detached process leads a process group of its own, so that the driver's browser is ended together with the driver.
    const child = spawn(command, args, { stdio: 'ignore', detached: true, ...options });
    child.on('error', (error) => console.error(`${command}: ${error.message}`));
    started.push(child);
    return child;
  };

  const display = async () => {
    if (!xvfb) return process.env.DISPLAY;
    const screen = start(xvfb, ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const [number] = await Promise.race([
      once(screen.stdio[3], 'data'),
      once(screen, 'exit').then(() => Promise.reject(new Error('Xvfb did not start'))),
    ]);
    return `:${String(number).trim()}`;
  };

  const environment = async () => {
    const port = await freePort();
    const env = { DISPLAY: await display() };
    start(driver, ['--host=127.0.0.1', `--port=${port}`], { env: { ...process.env, ...env, GDK_BACKEND: 'x11' } });
    for (let tries = 0; tries < 100; tries++) {
      const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
      if (answer?.ok) return { WEBKIT_DRIVER_PORT: String(port), WEBKIT_BROWSER: browser };
      await sleep(100);
    }
    throw new Error('WebKitWebDriver did not start');
  };

  const stop = () => {
    for (const child of started.splice(0).reverse()) {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The process has ended already.
      }
    }
  };

  return { environment: environment(), stop };
}
