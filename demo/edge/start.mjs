// npm run edge
//   Serves a page with a strip through the complete edge, with the prices of the demo's simulated market.
import { createServer } from 'vite';
import { startEdge } from './edge.mjs';

const market = await createServer({ logLevel: 'warn', server: { port: 0 } });
await market.listen();
const { port } = market.httpServer.address();
const edge = await startEdge({
  upstream: `http://127.0.0.1:${port}/markets.json?session=open`,
  environment: { TTL: '5' },
  ports: { nginx: 8080 },
});
console.log(
  `${edge.origin}/ has the strip, ${edge.origin}/markets.json its feed, ${edge.origin}/markets/stream its updates.`,
);

const stop = async () => {
  await edge.stop();
  await market.close();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
