import { UsageError, type Command } from '../command.js';
import { createEngine } from '../engine.js';
import { EXIT } from '../exit-codes.js';
import { createLog } from '../log.js';
import { PATHS } from '../serve/routes.js';
import { createFeedServer } from '../serve/server.js';
import { prepare } from './prepare.js';

/** Requests the sources at their pace and serves what they make together, until the process is asked to end. */
export const serve: Command = async (context) => {
  const { options, stderr, signal } = context;
  const { loaded, transport } = await prepare(context);
  // Whoever reads the log may stop reading. The feed is served all the same.
  stderr.on('error', () => undefined);
  const log = createLog({
    write: (line) => void stderr.write(`${line}\n`),
    secrets: loaded.secrets,
    pretty: options.pretty === true,
  });
  const engine = createEngine(loaded, { transport, log });
  const settings = {
    ...loaded.config.serve,
    ...(typeof options.host === 'string' && { host: options.host }),
    ...(typeof options.port === 'string' && { port: portOf(options.port) }),
  };
  const server = createFeedServer({ engine, settings, log, secrets: loaded.secrets });
  const origin = await server.listen();
  engine.start();
  log.info('listening', Object.fromEntries(Object.entries(PATHS).map(([name, path]) => [name, origin + path])));

  await aborted(signal);
  log.info('stopping');
  const [, stopped] = await Promise.allSettled([server.close(), engine.stop()]);
  if (stopped.status === 'rejected') {
    log.error('state not kept', { error: stopped.reason as unknown });
    return EXIT.nothingWritten;
  }
  log.info('stopped');
  return EXIT.success;
};

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError(`--port: “${text}” is no number from 0 to 65535`);
  return port;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { __proto__: null, once: true });
  });
