// npm run edge
//   Serves a page with a strip through the complete edge. The feed tool asks the demo's simulated market, whose session never ends.
import { createServer } from 'vite';
import { startEdge } from './edge.mjs';

const market = await createServer({ logLevel: 'warn', server: { port: 0 } });
await market.listen();
const { port } = market.httpServer.address();
const edge = await startEdge({
  config: {
    sources: [{ name: 'simulated', url: `http://127.0.0.1:${port}/markets.json?session=open`, every: 5 }],
    allowPrivate: ['127.0.0.1'],
  },
  ports: { nginx: 8080 },
});
console.log(
  `${edge.origin}/ has the strip, ${edge.origin}/markets.json its feed, ${edge.origin}/markets/stream its updates.
${edge.origin}/markets.svg has it as a picture, and ${edge.origin}/markets.txt as sentences. The log is ${edge.folder}/tool.log.`,
);

const stop = async () => {
  await edge.stop();
  await market.close();
  process.exit(0);
};
// Vite would end the process before the edge has stopped.
process.removeAllListeners('SIGTERM');
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
