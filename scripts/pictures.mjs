// npm run pictures: takes the README's pictures of the strip from the demo, at the moment of the seed figures; those of its
// themes with the CSS that stands below them there.
/* global document */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { findChromium } from '../tests/support/browsers/find.mjs';

const src = './markets.json';
const THEMES = {
  paper: `<market-ticker src="${src}" speed="1"></market-ticker>`,
  pills: `<market-ticker src="${src}" speed="1" lang="ko"></market-ticker>`,
  sidebar: `<aside class="sidebar" style="inline-size: 20rem; padding: 0.25rem 1rem"><market-ticker src="${src}" layout="grid" palette="blue-orange"></market-ticker></aside>`,
};
const readme = readFileSync('README.md', 'utf8');
const cssOf = (theme) => new RegExp(`<!-- theme: ${theme} -->\\s+\`\`\`css\\n([\\s\\S]*?)\`\`\``).exec(readme)[1];

const now = '2025-06-09T15:32:05+09:00';
process.env.DEMO_NOW = now;
const server = await createServer({ server: { port: 0, host: '127.0.0.1' } });
await server.listen();
const browser = await chromium.launch({ executablePath: await findChromium() });

async function open(colorScheme, width, script = '') {
  const size = { viewport: { width, height: 400 }, deviceScaleFactor: 2 };
  // The demo's policy allows no style sheets but its own.
  const page = await browser.newPage({ colorScheme, timezoneId: 'Asia/Seoul', bypassCSP: true, ...size });
  await page.clock.setFixedTime(now);
  await page.addInitScript(script);
  await page.goto(server.resolvedUrls.local[0]);
  return page;
}

async function take(page, name) {
  await page.waitForFunction(`document.querySelector('market-ticker').quotes?.length > 0`);
  const path = fileURLToPath(new URL(`../demo/pictures/${name}.png`, import.meta.url));
  await page.locator('aside, market-ticker').first().screenshot({ path });
  await page.close();
}

for (const colorScheme of ['light', 'dark']) {
  // So slow that the first item still stands at the start of the strip.
  const slow = `addEventListener('DOMContentLoaded', () => document.querySelector('market-ticker').setAttribute('speed', 1))`;
  await take(await open(colorScheme, 1400, slow), `strip-${colorScheme}`);
  for (const [theme, body] of Object.entries(THEMES)) {
    const page = await open(colorScheme, 1560);
    const style = `:root { color-scheme: light dark; font: 1rem / 1.5 sans-serif } body { margin: 0 } ${cssOf(theme)}`;
    await page.evaluate(
      ([style, body]) => {
        document.head.innerHTML = `<style>${style}</style>`;
        document.body.innerHTML = body;
      },
      [style, body],
    );
    await take(page, `theme-${theme}-${colorScheme}`);
  }
}
await browser.close();
await server.close();
