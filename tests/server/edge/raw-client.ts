import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawClient {
  readonly socket: Socket;
  /** What has been received so far. */
  text(): string;
  /** Resolves with all that was received when the server has closed the connection. */
  readonly closed: Promise<string>;
}

/** Connects, and sends bytes that an HTTP client would not. */
export async function rawClient(port: number, bytes: string | Buffer, localAddress = '127.0.0.1'): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => (text += part));
  socket.on('error', () => undefined); // A connection may be reset, which also closes it.
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  await once(socket, 'connect');
  socket.write(bytes);
  return { socket, text: () => text, closed };
}

/** Sends a request, and resolves with the status of the first answer, or 0 if the connection is closed without one. */
export async function statusOf(port: number, bytes: string | Buffer, localAddress?: string): Promise<number> {
  const { socket, text, closed } = await rawClient(port, bytes, localAddress);
  let isClosed = false;
  void closed.then(() => (isClosed = true));
  const status = (): number => Number(/^HTTP\/1\.1 (\d{3})[^]*?\r\n\r\n/.exec(text())?.[1] ?? 0);
  while (!status() && !isClosed) await Promise.race([once(socket, 'data').catch(() => undefined), closed]);
  socket.destroy();
  return status();
}

/** Writes a request with a body that is neither a GET nor well-formed for HTTP clients. */
export const requestText = (line: string, headers: readonly string[] = [], body = ''): string =>
  `${[`${line} HTTP/1.1`, 'Host: edge', ...headers].join('\r\n')}\r\n\r\n${body}`;
