import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../support/free-port.js';

export interface Firefox {
  open(url: string): Promise<void>;
  /** Runs the body of a function in the page. @returns the value that it returns or resolves to */
  inPage<T>(body: string, ...args: unknown[]): Promise<T>;
  /** Runs the body of a function with the rights of the browser. In it, `content` is the page's window. */
  besidePage<T>(body: string): Promise<T>;
  /** Sets the number of device pixels per CSS px. */
  zoom(ratio: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts Firefox, controlled by its own protocol Marionette. Protocols for testing pages cannot read the properties of an
 * animation that only the browser itself may read.
 */
export async function startFirefox(): Promise<Firefox> {
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  const prefs = {
    'marionette.port': port,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.startup.max_resumed_crashes': -1,
  };
  const lines = Object.entries(prefs).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});`);
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const child = spawn(
    process.env.FIREFOX_PATH ?? 'firefox',
    ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile],
    { stdio: 'ignore', env: { ...process.env, MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '800' } },
  );
  const ended = once(child, 'exit');

  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    const socket = await connectTo(port, ended);
    const send = createConnection(socket);
    await send('WebDriver:NewSession', {});

    const inContext = async <T>(context: 'chrome' | 'content', script: string, args: unknown[] = []): Promise<T> => {
      await send('Marionette:SetContext', { value: context });
      const { value } = await send('WebDriver:ExecuteScript', { script, args });
      return value as T;
    };

    return {
      open: async (url) => {
        await send('Marionette:SetContext', { value: 'content' });
        await send('WebDriver:Navigate', { url });
      },
      inPage: (body, ...args) => inContext('content', body, args),
      besidePage: (body) => inContext('chrome', beside, [body]),
      zoom: (ratio) =>
        inContext('chrome', `Services.prefs.setStringPref('layout.css.devPixelsPerPx', arguments[0])`, [String(ratio)]),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A script that sends the body of a function into the page's process, and waits for its result. */
const beside = `
  const [body] = arguments;
  const { messageManager } = gBrowser.selectedBrowser;
  return new Promise((resolve) => {
    const onAnswer = ({ data }) => {
      messageManager.removeMessageListener('answer', onAnswer);
      resolve(data);
    };
    messageManager.addMessageListener('answer', onAnswer);
    const script = 'sendAsyncMessage("answer", (() => {' + body + '})())';
    messageManager.loadFrameScript('data:,' + encodeURIComponent(script), false);
  });`;

/** Connects as soon as Firefox listens on the port. */
async function connectTo(port: number, ended: Promise<unknown>): Promise<Socket> {
  let over = false;
  void ended.then(() => (over = true));
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      socket.destroy();
      if (over) throw new Error('Firefox ended before it listened', { cause: error });
      await sleep(100);
    }
  }
}

type Answer = Record<string, unknown>;

/**
 * Returns a function that sends a command and resolves to its result. A message is JSON after its length in bytes and a colon:
 * `[0, id, command, parameters]`, answered by `[1, id, error, result]`.
 */
function createConnection(socket: Socket): (command: string, parameters: Answer) => Promise<Answer> {
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let id = 0;
  let received = Buffer.alloc(0);

  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
    for (let colon; (colon = received.indexOf(':')) > 0;) {
      const end = colon + 1 + Number(received.subarray(0, colon));
      if (received.length < end) return;
      const message = JSON.parse(String(received.subarray(colon + 1, end))) as unknown;
      received = received.subarray(end);
      if (!Array.isArray(message)) continue; // Firefox greets with an object
      const [, of, error, result] = message as [1, number, Answer | null, Answer | null];
      if (error) waiting.get(of)?.reject(new Error(`${String(error.error)}: ${String(error.message)}`));
      else waiting.get(of)?.resolve(result ?? {});
      waiting.delete(of);
    }
  });
  const stop = (): void => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox closed the connection'));
  };
  socket.on('close', stop);
  socket.on('error', stop);

  return (command, parameters) =>
    new Promise((resolve, reject) => {
      waiting.set(++id, { resolve, reject });
      const text = JSON.stringify([0, id, command, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}
