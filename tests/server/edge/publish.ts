import { request } from 'node:http';
import type { Edge } from '../../../demo/edge/edge.mjs';

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Makes a request through the socket of the edge, as the feed tool does. */
export function requestPublish(
  { socket }: Pick<Edge, 'socket'>,
  method: string,
  body = '',
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { socketPath: socket, path: '/publish', method, headers, agent: false };
    request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode!, text }));
      response.on('error', reject);
    })
      .on('error', reject)
      .end(body);
  });
}

/** Publishes an update, and throws if the edge refuses it. */
export async function publish(edge: Pick<Edge, 'socket'>, body: unknown): Promise<void> {
  const { status } = await requestPublish(edge, 'POST', JSON.stringify(body));
  if (status !== 201 && status !== 202) throw new Error(`the edge refused an update with status ${status}`);
}

/** How many clients the stream has, and how many messages it keeps. */
export async function streamInfo(edge: Pick<Edge, 'socket'>): Promise<{ subscribers: number; messages: number }> {
  const { status, text } = await requestPublish(edge, 'GET', '', { accept: 'application/json' });
  return status === 404
    ? { subscribers: 0, messages: 0 }
    : (JSON.parse(text) as { subscribers: number; messages: number });
}
