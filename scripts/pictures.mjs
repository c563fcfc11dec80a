// npm run pictures
//   Takes the screenshots of the strip in the demo for the README and the chapters. The clock is set to the time of the
//   seed prices. The screenshots of the themes use the CSS in docs/theming.md.
/* global document */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { findChromium } from '../tests/support/browsers/find.mjs';

const FEED = './markets.json';
/** The width in CSS px of the pictures of themes, at which their texts are readable in a chapter. */
const THEME_WIDTH = 800;
const THEMES = {
  paper: `<market-ticker src="${FEED}" speed="1"></market-ticker>`,
  pills: `<market-ticker src="${FEED}" speed="1" lang="ko"></market-ticker>`,
  sidebar: `<aside class="sidebar" style="inline-size: 20rem; padding: 0.25rem 1rem"><market-ticker src="${FEED}" layout="grid" palette="blue-orange"></market-ticker></aside>`,
};
const chapter = readFileSync('docs/theming.md', 'utf8');
const cssOf = (theme) => new RegExp(`<!-- theme: ${theme} -->\\s+\`\`\`css\\n([\\s\\S]*?)\`\`\``).exec(chapter)[1];

const NOW = '2026-08-28T15:32:05+09:00';
process.env.DEMO_NOW = NOW;
const server = await createServer({ server: { port: 0, host: '127.0.0.1' } });
await server.listen();
const browser = await chromium.launch({ executablePath: await findChromium() });

async function open(colorScheme, width, script = '') {
  const size = { viewport: { width, height: 400 }, deviceScaleFactor: 2 };
  // `bypassCSP` is set, because the demo's policy forbids the style sheets that are added below.
  const page = await browser.newPage({ colorScheme, timezoneId: 'Asia/Seoul', bypassCSP: true, ...size });
  await page.clock.setFixedTime(NOW);
  await page.addInitScript(script);
  await page.goto(server.resolvedUrls.local[0]);
  return page;
}

async function takeScreenshot(page, name, selector = 'aside, market-ticker') {
  await page.waitForFunction(`document.querySelector('market-ticker').quotes?.length > 0`);
  const path = fileURLToPath(new URL(`../demo/pictures/${name}.png`, import.meta.url));
  await page.locator(selector).first().screenshot({ path });
  await page.close();
}

for (const colorScheme of ['light', 'dark']) {
  // The strip moves so slowly that the first item has hardly moved when the screenshot is taken.
  const slow = `addEventListener('DOMContentLoaded', () => document.querySelector('market-ticker').setAttribute('speed', 1))`;
  await takeScreenshot(await open(colorScheme, 1480, slow), `strip-${colorScheme}`);
  await takeScreenshot(await open(colorScheme, 360), `phone-${colorScheme}`, '.masthead');
  for (const [theme, body] of Object.entries(THEMES)) {
    const page = await open(colorScheme, THEME_WIDTH);
    const style = `:root { color-scheme: light dark; font: 1rem / 1.5 sans-serif } body { margin: 0 } ${cssOf(theme)}`;
    await page.evaluate(
      ([style, body]) => {
        document.head.innerHTML = `<style>${style}</style>`;
        document.body.innerHTML = body;
      },
      [style, body],
    );
    await takeScreenshot(page, `theme-${theme}-${colorScheme}`);
  }
}
await browser.close();
await server.close();
