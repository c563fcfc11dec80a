import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that records its requests, and answers them by `answer`, which a test may replace. */
export interface Upstream {
  readonly url: string;
  readonly port: number;
  readonly requests: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

export async function startUpstream(answer: Upstream['answer']): Promise<Upstream> {
  const requests: Upstream['requests'] = [];
  const server: Server = createServer(({ url = '', headers }, response) => {
    requests.push({ url, headers });
    upstream.answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const upstream: Upstream = {
    url: `http://127.0.0.1:${port}/prices`,
    port,
    requests,
    answer,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return upstream;
}
