import { get, type IncomingMessage } from 'node:http';

export interface StreamClient {
  readonly events: { readonly id: string; readonly data: unknown }[];
  readonly close: () => void;
}

/** Connects to a Server-Sent Events endpoint as a browser does. Resolves when the response has begun. */
export async function openStream(url: string, lastEventId?: string): Promise<StreamClient> {
  const events: StreamClient['events'] = [];
  const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers, agent: false }, resolve).on('error', reject);
  });
  if (response.statusCode !== 200) throw new Error(`the stream answered with status ${response.statusCode}`);
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (part: string) => {
    const blocks = (text + part).split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      if (field('data')) events.push({ id: field('id'), data: JSON.parse(field('data')) });
    }
  });
  response.on('error', () => undefined);
  return { events, close: () => response.destroy() };
}
