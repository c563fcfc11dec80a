// npm run pictures: takes the README's pictures of the strip from the demo, at the moment of the seed figures.
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { findChromium } from '../../tests/browsers/find.mjs';

const now = '2025-06-09T15:32:05+09:00';
process.env.DEMO_NOW = now;
const server = await createServer({ server: { port: 0, host: '127.0.0.1' } });
await server.listen();
const browser = await chromium.launch({ executablePath: await findChromium() });
for (const colorScheme of ['light', 'dark']) {
  const viewport = { width: 1400, height: 400 };
  const page = await browser.newPage({ colorScheme, viewport, deviceScaleFactor: 2, timezoneId: 'Asia/Seoul' });
  await page.clock.setFixedTime(now);
  // So slow that the first item still stands at the start of the strip.
  await page.addInitScript(
    `addEventListener('DOMContentLoaded', () => document.querySelector('market-ticker').setAttribute('speed', 1))`,
  );
  await page.goto(server.resolvedUrls.local[0]);
  const strip = page.locator('market-ticker').first();
  await page.waitForFunction(`document.querySelector('market-ticker').quotes?.length > 0`);
  await strip.screenshot({ path: fileURLToPath(new URL(`strip-${colorScheme}.png`, import.meta.url)) });
}
await browser.close();
await server.close();
