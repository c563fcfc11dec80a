// Writes the tables of each suite, with a description of how it was measured.
import { figure, figures, table } from './tables.mjs';

const rowsOf = (pages, cells) => Object.entries(pages).map(([name, page]) => [name, ...cells(page)]);

const titled = (title, method, tables) => (tables.length ? `## ${title}\n\n${method}\n\n${tables.join('\n\n')}` : '');

const section = (title, method, head, pages, cells) =>
  titled(title, method, Object.keys(pages).length ? [table(['page', ...head], rowsOf(pages, cells))] : []);

/** The number of quotes and of updates a second. */
const numbersOf = (combination) => combination.split('x').map(Number);

const bytes = ({ bytes }) =>
  section(
    'Bytes',
    'The page’s script, minified, with all it needs: its framework, and the code that reads the feed.',
    ['raw', 'brotli 11', 'of which the framework'],
    bytes,
    ({ raw, brotli, framework }) => [figures(raw), figures(brotli), framework.median ? figures(framework) : '–'],
  );

const load = ({ load }) =>
  section(
    'Load',
    'From the start of the page’s script to the frame with the first quote, and to the frame with a strip of 40 quotes that is full from end to end, in ms, on a processor slowed down four times. Script and feed are in the document. `<marquee>` begins empty, and is full after 13 s.',
    ['first quote', 'full strip'],
    load,
    ({ first, full }) => [figures(first), figures(full)],
  );

const note = (page) => (page.saturated ? `, saturated in ${page.saturated} of ${page.rounds}` : '');

function combinationOf([combination, pages]) {
  const [n, rate] = numbersOf(combination);
  const title = `### ${n} quotes, ${rate ? `${rate.toLocaleString('en')} update${rate > 1 ? 's' : ''} a second` : 'scrolling only'}`;
  const head = [
    ...['page', ...(rate ? ['ms per 1,000 updates', '÷ floor'] : []), 'main thread, ms/s', 'all its threads, ms/s'],
    ...['scripts, ms/s', 'layouts/s', 'style recalculations/s', ...(rate ? ['updates/s received'] : [])],
  ];
  const rows = rowsOf(pages, (page) => [
    ...(rate ? [figures(page.cost) + note(page), figures(page.ratio, 2)] : []),
    figures(page.main, 1) + (rate ? '' : note(page)),
    figure(page.renderer?.median, 1),
    figure(page.script?.median, 1),
    figure(page.layouts?.median, 1),
    figure(page.styles?.median, 1),
    ...(rate ? [figure(page.received?.median)] : []),
  ]);
  return `${title}\n\n${table(head, rows)}`;
}

function updates({ updates }) {
  const tables = Object.entries(updates)
    .sort(([a], [b]) => order(a) - order(b))
    .map(combinationOf);
  const method =
    'CPU time of the renderer’s main thread (the kernel’s count) while Server-Sent Events arrive at this rate, divided by the updates that the page received, less what the page `noop` took in the same round, which receives them and writes nothing. The ticker shows the first update at once, and then twice a second what has arrived. Its flash is off, because no other page has one. The others write each update, or each frame. `÷ floor` is relative to the hand-written page in the same round. A page is saturated if its main thread rests for less than a tenth of the time: it then drops frames, and its cost can no longer be compared.';
  return titled('Updates and scrolling', method, tables);
}

/** The sort key of a combination: fewer quotes come first, then fewer updates. */
function order(combination) {
  const [n, rate] = numbersOf(combination);
  return n * 10_000 + rate;
}

const block = ({ block }) =>
  section(
    'Main thread blocked',
    'Different frames on the screen within two seconds during which the page’s main thread was blocked, and how far the strip had then run dry at its end: px without ink before the right edge. Up to about 28 are the gap between two quotes.',
    ['frames', 'blank px'],
    block,
    ({ frames, blank }) => [figures(frames), figures(blank)],
  );

const ages = { 8: '8 seconds old', 600: '10 minutes old' };

/** The leaps of the strip and of the quote, written separately if they differ. */
const leaps = ({ strip, quote }) => {
  const texts = [figures(strip), figures(quote)];
  return texts[0] === texts[1] ? texts[0] : texts.join(' · ');
};

function jump({ jump }) {
  const tables = Object.entries(jump).map(([age, pages]) => {
    const head = [
      ...['page', 'px/s', 'all signs flip', 'a quote beyond the right end grows', 'one beyond the left end grows'],
      ...['one in view grows'],
    ];
    const rows = rowsOf(pages, ({ velocity, changes }) => [
      figure(velocity && -velocity.median, 1),
      ...[changes.flips, changes.right, changes.left, changes.inside].map(leaps),
    ]);
    return `### A strip ${ages[age]}\n\n${table(head, rows)}`;
  });
  const method =
    'How far quotes in view leapt beyond their even motion in the worst frame, in px: first the quote that leapt least, which is how far the whole strip leapt, and after the dot the one that leapt most, if that is more. The quote that grew does not count. Endless animations are made ten minutes old by whole loops; what moves by script, or by one loop at a time, does not age. A quote that grows gets one more digit in price and change. When all signs flip, each change gains or loses a digit.';
  return titled('Leaps when the content changes', method, tables);
}

const memory = ({ memory }) =>
  section(
    'Memory',
    'A strip of 40 quotes: cells of quotes in the document, including copies; elements and texts inside the strip, including shadow roots; KiB of the JavaScript heap after garbage collection, less that of `noop`; what 10,000 updates add to it, how much of that is code that the engine has compiled meanwhile, and what 10,000 more updates add (a leak would show in both); the additional DOM nodes after all updates, and the trees held outside the document, except for parsed templates.',
    ['cells', 'elements', 'texts', 'heap', '+ 10,000', 'of it code', '+ 10,000 more', 'nodes more', 'detached trees'],
    memory,
    (page) => [
      ...[page.cells, page.elements, page.texts].map((value) => figure(value?.median)),
      ...[page.heap, page.growth, page.code, page.growthAgain, page.nodes, page.detached].map((value) =>
        figures(value),
      ),
    ],
  );

const shift = ({ shift }) =>
  section(
    'Layout shift',
    'Cumulative layout shift with a feed that arrives a second late, without and with space that the page reserves for it, and during two seconds with 20 updates a second. The page of the element has the rule of Getting started that reserves its height until its script has run.',
    ['late feed', 'late feed, room reserved', 'updates'],
    shift,
    ({ late, reserved, updated }) => [figures(late, 4), figures(reserved, 4), figures(updated, 4)],
  );

const failures = ({ failures }) =>
  failures.length ? `## What could not be measured\n\n${failures.map((failure) => `- ${failure}`).join('\n')}` : '';

/** All tables in Markdown. */
export const sections = (summary) =>
  [bytes, load, updates, block, jump, memory, shift, failures]
    .map((write) => write(summary))
    .filter(Boolean)
    .join('\n\n');
