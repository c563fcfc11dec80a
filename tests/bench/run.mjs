// npm run bench [-- --help]
//   Compares the ticker with other ways to build the same strip, in Chromium.
import { mkdir, writeFile } from 'node:fs/promises';
import { inTime, launch, Saturated } from './browser.mjs';
import { buildPages } from './build.mjs';
import { describeMachine } from './machine.mjs';
import { readOptions } from './options.mjs';
import { pages as allPages } from './pages.mjs';
import { sections } from './sections.mjs';
import { serve } from './server.mjs';
import { summarise } from './summary.mjs';
import { block } from './suites/block.mjs';
import { bytes } from './suites/bytes.mjs';
import { jump } from './suites/jump.mjs';
import { load } from './suites/load.mjs';
import { memory } from './suites/memory.mjs';
import { shift } from './suites/shift.mjs';
import { updates } from './suites/updates.mjs';
import { writeReport } from './write-report.mjs';

const allSuites = [bytes, load, updates, block, jump, memory, shift];
const names = (things) => things.map(({ name }) => name);
const options = readOptions(process.argv.slice(2), names(allSuites), names(allPages));
const pages = allPages.filter(({ name }) => options.pages.includes(name));
const suites = allSuites.filter(({ name }) => options.suites.includes(name));

const scripts = await buildPages(pages);
const server = await serve(scripts);
const bench = { server, url: server.url, scripts, browser: await launch() };
const records = [];
const started = performance.now();

const machine = await describeMachine(bench.browser);
const results = new URL('results/', import.meta.url);
const out = options.out ?? (options.whole && new URL('results.json', results));
if (options.whole) await mkdir(results, { recursive: true });

for (const suite of suites)
  for (let round = 0; round < (options.rounds ?? suite.rounds); round++) {
    // Every second round has the reverse order, so that no page always follows the same one or always runs on a warmer machine.
    const order = round % 2 ? pages.toReversed() : pages;
    for (const page of order) await measure(suite, page, round);
    console.log(`${suite.name}, round ${round + 1}: ${Math.round((performance.now() - started) / 1000)} s`);
    if (out) await writeFile(out, `${JSON.stringify({ machine, records })}\n`); // the records so far
  }

await bench.browser.close();
server.close();

if (options.whole) await writeReport({ machine, records });
else console.log(`\n${sections(summarise(records))}`);

/** Measures a page in one round. A page that fails or never answers is recorded as failed. */
async function measure(suite, page, round) {
  const known = { suite: suite.name, page: page.name, round };
  try {
    for await (const values of suite.measure(bench, page, { ...options, round })) records.push({ ...known, ...values });
  } catch (error) {
    console.error(`${page.name}: ${error.message}`);
    records.push({ ...known, failed: error instanceof Saturated ? 'saturated' : error.message });
    await inTime(bench.browser.close(), 10_000).catch(() => {}); // ends everything that still runs in it
    bench.browser = await launch();
  }
}
