// What the command line asks for.
import { parseArgs } from 'node:util';

const usage = `npm run bench -- [options]
  --suites a,b      only these: SUITES
  --pages a,b       only these: PAGES
  --only 40x10      only so many quotes x updates a second, several separated by semicolons
  --rounds 3        so often; each suite knows its own number
  --quick           one short round, to see that all works
  --out FILE        where the results go; a whole run writes tests/bench/results/results.json and the tables`;

const list = (text, separator = ',') => text?.split(separator).map((part) => part.trim());

function choose(asked, known) {
  const unknown = asked?.filter((name) => !known.includes(name)) ?? [];
  if (unknown.length) throw new Error(`${unknown}? Known are ${known.join(', ')}`);
  return known.filter((name) => asked?.includes(name) ?? true);
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
