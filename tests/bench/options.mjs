// Parses the options of the command line.
import { parseArgs } from 'node:util';

const usage = `npm run bench -- [options]
  --suites a,b      run only these suites: SUITES
  --pages a,b       measure only these pages: PAGES
  --only 40x10      measure updates only with 40 quotes and 10 updates a second; separate several by semicolons
  --rounds 3        the number of rounds; each suite has its own default
  --quick           run one short round, to see that everything works
  --out FILE        where to write the results; a run without other options writes tests/bench/results/results.json and
                    the tables`;

const list = (text, separator = ',') => text?.split(separator).map((part) => part.trim());

function choose(requested, known) {
  const unknown = requested?.filter((name) => !known.includes(name)) ?? [];
  if (unknown.length) throw new Error(`${unknown} is not known. Known are ${known.join(', ')}`);
  return known.filter((name) => requested?.includes(name) ?? true);
}

/**
 * @param {string[]} args
 * @param {string[]} suites names of all
 * @param {string[]} pages names of all
 */
export function readOptions(args, suites, pages) {
  const string = { type: 'string' };
  const flag = { type: 'boolean' };
  const options = { suites: string, pages: string, only: string, rounds: string, quick: flag, out: string, help: flag };
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(usage.replace('SUITES', suites.join(', ')).replace('PAGES', pages.join(', ')));
    process.exit();
  }
  return {
    suites: choose(list(values.suites), suites),
    pages: choose(list(values.pages), pages),
    only: list(values.only, ';'),
    rounds: values.quick ? 1 : values.rounds && Number(values.rounds),
    quick: values.quick ?? false,
    out: values.out,
    whole: !values.suites && !values.pages && !values.only && !values.rounds && !values.quick,
  };
}
