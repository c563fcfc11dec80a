// node tests/bench/report.mjs [FILE]
//   Writes the tables and charts again, from results/results.json or another file that run.mjs has written.
import { readFile } from 'node:fs/promises';
import { writeReport } from './write-report.mjs';

const file = process.argv[2] ?? new URL('results/results.json', import.meta.url);
await writeReport(JSON.parse(await readFile(file, 'utf8')));
