// Renders the pages once and writes them as files, which the test serves. A real server would render at each request.
import { writeFileSync } from 'node:fs';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import 'market-ticker';

const quote = (id, price, change, changePercent, more = {}) => ({ id, price, change, changePercent, ...more });
const items = [
  quote('KOSPI', 2855.77, 43.72, 1.55, { name: { en: 'KOSPI', ko: '코스피' }, kind: 'index' }),
  quote('KOSDAQ', 764.21, 7.98, 1.06, { kind: 'index' }),
  quote('KOSPI200', 382.99, 6.45, 1.72, { kind: 'index' }),
  quote('USD/KRW', 1359, -14, -1.03),
];
const feed = { version: 1, ttl: 60, items };
const page = (script) => html`
  <market-ticker lang="en" src="/markets.json" interval="5" .data=${feed}></market-ticker>
  <output></output>
  <button onclick="document.querySelector('market-ticker').pause()">Pause</button>
  ${script}
`;
const head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>SSR</title><link rel="icon" href="data:,">';
for (const [name, script] of Object.entries({
  index: html`<script type="module" src="/client.js"></script>`,
  unscripted: '',
}))
  writeFileSync(`dist/${name}.html`, head + (await collectResult(render(page(script)))));
