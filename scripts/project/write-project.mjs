// `npm run project`
//   Writes what project.mjs says into package.json, the READMEs and “Getting started”. A unit test fails if one of them is
//   out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { replaceSection } from '../markdown-tables.mjs';
import { getIt } from './get-it.mjs';
import * as project from './project.mjs';

const PAGES = {
  'README.md': 'en',
  'README.ko.md': 'ko',
  'docs/getting-started.md': 'getting started',
  'docs/ko/getting-started.md': '시작하기',
};

function packageWithAddresses({ repository }) {
  const content = JSON.parse(readFileSync('package.json', 'utf8'));
  const addresses = {
    homepage: `${repository}#readme`,
    bugs: `${repository}/issues`,
    repository: { type: 'git', url: `git+${repository}.git` },
  };
  return `${JSON.stringify({ ...content, ...addresses }, null, 2)}\n`;
}

/** Returns the up-to-date text of each file, by path. `facts` are the exports of project.mjs. */
export function filesOfProject(facts = project) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const withGetIt = ([file, page]) => [
    file,
    replaceSection(readFileSync(file, 'utf8'), 'get it', 'npm run project', getIt(page, { ...facts, version })),
  ];
  return { 'package.json': packageWithAddresses(facts), ...Object.fromEntries(Object.entries(PAGES).map(withGetIt)) };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const [file, text] of Object.entries(filesOfProject())) writeFileSync(file, text);
