import { once } from 'node:events';
import { UsageError, type Command } from '../command.js';
import { createEngine } from '../engine.js';
import { EXIT } from '../exit-codes.js';
import { PATHS } from '../serve/routes.js';
import { createFeedServer } from '../serve/server.js';
import { isPretty, logOf, optionOf, prepare } from './prepare.js';

/** Requests the sources at their intervals and serves the merged feed until the process is asked to end. */
export const serve: Command = async (context) => {
  const { signal } = context;
  const { loaded, transport } = await prepare(context);
  const log = logOf(context, loaded.secrets);
  const host = optionOf(context, 'host');
  const port = optionOf(context, 'port');
  const settings = {
    ...loaded.config.serve,
    ...(host !== undefined && { host: hostOf(host) }),
    ...(port !== undefined && { port: portOf(port) }),
  };
  const engine = createEngine(loaded, { transport, log });
  const server = createFeedServer({ engine, settings, log, secrets: loaded.secrets });
  const origin = await server.listen().catch(async (error: unknown) => {
    // The timers of the engine would keep the process from ending.
    await Promise.allSettled([server.close(), engine.stop()]);
    throw error;
  });
  engine.start();
  const facts = { ...addressesAt(origin), ...describeCors(settings.cors) };
  if (isPretty(context)) context.stderr.write(describeAddresses(origin, facts));
  else log.info('listening', facts);

  if (!signal.aborted) await once(signal, 'abort');
  log.info('stopping');
  await Promise.all([server.close(), engine.stop()]);
  log.info('stopped');
  return EXIT.success;
};

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(`--port: “${text}” is not a number from 0 to 65535`);
  return port;
}

/** An empty host, for example from an unset variable, would mean all addresses of the machine. */
function hostOf(text: string): string {
  if (!text.trim()) throw new UsageError('--host: is empty; to listen on all addresses of this machine, use 0.0.0.0');
  return text;
}

const addressesAt = (origin: string): Record<string, string> =>
  Object.fromEntries(Object.entries(PATHS).map(([name, path]) => [name, origin + path]));

/** Describes which pages may read the feed, because any other page shows an empty strip without a reason. */
const describeCors = (origins: readonly string[] = []): Record<string, string> =>
  origins.length > 0
    ? { cors: origins.join(', ') }
    : {
        cors: 'none: only pages of the same origin can read the feed',
        // The two names of this machine are the usual trap of a test page.
        allow:
          'other pages by "serve": { "cors": ["http://127.0.0.1:8000"] }; http://localhost:8000 is a different origin',
      };

/** Writes the URLs and other facts for people, one per line, and the tag that reads the feed. */
function describeAddresses(origin: string, facts: Readonly<Record<string, string>>): string {
  const lines = Object.entries(facts).map(([name, text]) => `  ${name.padEnd(9)} ${text}`);
  const tag = `<market-ticker src="${origin}${PATHS.feed}" stream="${origin}${PATHS.stream}"></market-ticker>`;
  return ['Listening:', ...lines, `  ${'tag'.padEnd(9)} ${tag}`, ''].join('\n');
}
