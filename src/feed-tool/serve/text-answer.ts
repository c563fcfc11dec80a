import type { ServerResponse } from 'node:http';
import type { HeaderList } from './cors.js';

/**
 * Sends a short text that is never cached, such as the reason of a failure. The text is one line, without a line break.
 */
export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: HeaderList = [],
  type = 'text/plain; charset=utf-8',
): void {
  const bytes = Buffer.from(`${text}\n`);
  response.writeHead(status, [
    ...['content-type', type, 'content-length', `${bytes.length}`],
    ...['cache-control', 'no-store', 'x-content-type-options', 'nosniff'],
    ...headers,
  ]);
  // Node omits the body of a response to HEAD.
  response.end(bytes);
}
