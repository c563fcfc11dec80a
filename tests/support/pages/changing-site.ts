import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seedWith } from '../fixtures/seed.js';
import { bundle } from './bundle.js';

/** A page whose content changes with each edition, and the libraries that bring the new edition into an open page. */
export interface ChangingSite {
  /**
   * Adds a page.
   *
   * @param libraries the paths of its scripts in `node_modules`
   * @param head what else is in its head
   * @param keep attributes for the strips, by which the library keeps them
   * @returns the address of the page
   */
  page(libraries: readonly string[], head?: string, keep?: string): string;
  /** From now on the pages are of this edition, and KOSPI has the price 2,800 + edition. */
  publish(edition: number): void;
  /** The number of requests for the feed so far. */
  requestCount(): number;
  close(): Promise<void>;
}

const REACT_PAGE = 'tests/support/pages/react-page.js';

export async function startChangingSite(): Promise<ChangingSite> {
  const pages: ((edition: number) => string)[] = [];
  let edition = 1;
  let requestCount = 0;
  let reactPage: Promise<string> | undefined;
  const serve = async (path: string, response: ServerResponse): Promise<void> => {
    const answer = (type: string, body: string | Buffer) => response.writeHead(200, { 'content-type': type }).end(body);
    const [, kind, name] = path.split('/');
    if (kind === 'page') answer('text/html; charset=utf-8', pages[Number(name)]!(edition));
    else if (kind === 'markets.json') {
      requestCount++;
      answer('application/json', JSON.stringify(feedOf(edition)));
    } else if (path === `/${REACT_PAGE}`)
      answer('text/javascript', await (reactPage ??= bundle(REACT_PAGE, 'development')));
    else if (kind === 'node_modules' || kind === 'dist') answer('text/javascript', await readFile(`.${path}`));
    else response.writeHead(404).end();
  };
  const server = createServer(({ url = '' }, response) => void serve(url.split('?', 1)[0]!, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    page(libraries, head = '', keep = '') {
      const number = pages.push((edition) => documentOf(edition, libraries, head, keep)) - 1;
      return `${origin}/page/${number}`;
    },
    publish: (next) => void (edition = next),
    requestCount: () => requestCount,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const feedOf = (edition: number) => ({ ...seedWith({ KOSPI: { price: 2800 + edition } }), ttl: 600 });

const documentOf = (edition: number, libraries: readonly string[], head: string, keep: string): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Edition ${edition}</title>
<link rel="icon" href="data:,">
${libraries.map((path) => `<script defer src="/node_modules/${path}"></script>`).join('\n')}
<script type="module" src="/dist/cdn/market-ticker.js"></script>
${head}
</head>
<body>
<main id="main">
<h1>Edition ${edition}</h1>
${edition > 1 ? '<p>More news</p>' : ''}
<market-ticker id="strip" src="/markets.json" ${keep}><a slot="end" href="/markets">Markets ${edition}</a></market-ticker>
<market-ticker id="row" layout="row" style="inline-size: 300px" src="/markets.json" ${keep}></market-ticker>
<market-ticker id="static"><script type="application/json">${JSON.stringify(feedOf(edition))}</script></market-ticker>
</main>
</body>
</html>`;
