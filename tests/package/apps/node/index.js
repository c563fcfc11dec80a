// Imports every entry without a DOM, reads a feed, and prints the results as JSON.
import integrity from 'market-ticker/cdn/integrity.json' with { type: 'json' };
import manifest from 'market-ticker/custom-elements.json' with { type: 'json' };
import { naver } from 'market-ticker/adapters/naver.js';
import { parseFeed } from 'market-ticker/feed.js';
import schema from 'market-ticker/feed.v1.schema.json' with { type: 'json' };
import about from 'market-ticker/package.json' with { type: 'json' };

const entries = Object.keys(about.exports).filter((entry) => entry === '.' || /^\.\/[\w/]+\.js$/.test(entry));
const exported = {};
for (const entry of entries) exported[entry] = Object.keys(await import(entry.replace('.', about.name)));

const item = { id: 'USD/KRW', price: 1359, change: 14, changePercent: -1.03 };
const { quotes, issues } = parseFeed({ version: 1, items: [item] });
const skipped = parseFeed({}, { adapter: naver }).issues;

const data = { integrity, schema: schema.title, modules: manifest.modules.map(({ path }) => path) };
console.log(JSON.stringify({ exported, quotes, issues, skipped, data, dom: 'document' in globalThis }));
