import { expect, html } from '@open-wc/testing';
import axe from 'axe-core';
import { nothing } from 'lit';
import type { MarketTickerElement } from 'market-ticker/element.js';
import { describe, onTestFinished, test } from 'vitest';
import { commands } from 'vitest/browser';
import { emulateMedia } from '../../support/browsers/media.js';
import type { Media } from '../../support/browsers/commands.js';
import { seed, ticked } from '../../support/fixtures/seed.js';
import { serveFeed } from '../../support/feed-server/feed.js';
import { atRest, nextFrame, hasLightDark, isChromium, query, queryAll, reachesStatus, strip } from './strip.js';

/** The attributes of the strips, by name. What is left out of `fields` is spoken all the same. */
const STRIPS = {
  scroll: { layout: 'scroll' },
  'scroll, two lines': { layout: 'scroll', lines: '2', signs: 'sign' },
  rotate: { layout: 'rotate' },
  'rotate, two lines, some fields': { layout: 'rotate', lines: '2', fields: 'price arrow percent', signs: 'arrow' },
  row: { layout: 'row' },
  grid: { layout: 'grid' },
} as const;
const PAGES = { en: 'ltr', ko: 'ltr', ar: 'rtl' } as const;
const MEDIA: Record<string, Media> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
};
const STATES = ['live', 'stale', 'error', 'paused', 'reduced motion'] as const;
type State = (typeof STATES)[number];
type Lang = keyof typeof PAGES;

/** The seed with a link and a sparkline; the data are current, or an hour old. */
const feedOf = (old: boolean) => ({
  ...seed,
  delay: 0,
  state: 'open',
  generatedAt: undefined,
  items: seed.items.map((item) => ({
    ...item,
    asOf: new Date(Date.now() - (old ? 3_600_000 : 0)).toISOString(),
    ...(item.id === 'KOSPI' && { trend: [2812, 2830, 2855.77] }),
  })),
});

async function stripIn(state: State, name: keyof typeof STRIPS, lang: Lang): Promise<MarketTickerElement> {
  const feed = await serveFeed([{ body: feedOf(state === 'stale') }, { status: 503 }]);
  const attributes: Record<string, string> = STRIPS[name];
  const { layout } = attributes;
  // axe does not know `overflow: clip`. Behind the edge of the strip, it sees items on the ground of this page.
  const page = await strip(html`
    <main
      dir=${PAGES[lang]}
      lang=${lang}
      style="color-scheme: light dark; background: Canvas; color: CanvasText; inline-size: 1000px; padding-inline-end: 1000px"
    >
      <market-ticker
        layout=${layout}
        lines=${attributes.lines ?? 'auto'}
        fields=${attributes.fields ?? nothing}
        signs=${attributes.signs ?? 'both'}
        ?paused=${state === 'paused'}
        src=${feed.url}
      >
        <a slot="end" href="#" style="color: inherit">All</a>
      </market-ticker>
    </main>
  `);
  const element = page.querySelector('market-ticker')!;
  await reachesStatus(element, state === 'stale' ? 'stale' : 'live');
  if (state === 'error') {
    await element.refresh();
    await reachesStatus(element, 'error');
  }
  if (layout === 'scroll' && state === 'paused') {
    await atRest(element);
    await nextFrame();
  }
  return element;
}

// An hour ago may be yesterday; the time then has a date.
const TIME = /([A-Z][a-z]{2} \d+, |\d+월 \d+일 )?\d\d:\d\d (GMT[^ ]*|[A-Z]{3,4}|[A-Z][\w ]+ Time|[가-힣 ]+시간)/g;

/** The accessibility tree of the strip, with the time of the data replaced. */
const treeOf = async (): Promise<string> => (await commands.ariaTree('market-ticker')).replace(TIME, 'TIME');

const WORDS = {
  en: {
    label: 'Market prices',
    buttons: ['Pause', 'Play', 'Previous', 'Next', 'Pause updates', 'Start motion'],
    name: 'KOSPI',
    move: (direction: string, change: string, percent: string, points: boolean) =>
      `${direction} ${change}${points ? ' points' : ''}, ${percent} percent`,
    directions: ['up', 'down'],
    alerts: { stale: 'Not current', error: 'Update failed' },
    time: 'As of TIME',
  },
  ko: {
    label: '시장 지표',
    buttons: ['일시정지', '재생', '이전', '다음', '갱신 일시정지', '움직임 시작'],
    name: '코스피',
    move: (direction: string, change: string, percent: string, points: boolean) =>
      `${change}${points ? '포인트' : '원'} ${direction}, ${percent}퍼센트`,
    directions: ['상승', '하락'],
    alerts: { stale: '최신 아님', error: '갱신 실패' },
    time: 'TIME 기준',
  },
};

function expectedTree(state: State, layout: string, lang: Lang): string {
  const words = WORDS[lang === 'ko' ? 'ko' : 'en'];
  const [pause, play, previous, next, pauseUpdates, startMotion] = words.buttons;
  const hasBothButtons = state === 'reduced motion' && (layout === 'scroll' || layout === 'rotate');
  const rows = [
    ['KOSDAQ', '764.21', 0, '7.98', '1.06', true],
    ['KOSPI200', '382.99', 0, '6.45', '1.72', false],
    ['USD/KRW', '1,359.00', 1, '14.00', '1.03', false],
  ] as const;
  const spokenText = (
    name: string,
    price: string,
    direction: 0 | 1,
    change: string,
    percent: string,
    points: boolean,
  ) => `${name} ${price}, ${words.move(words.directions[direction]!, change, percent, points)}`;
  const alert = words.alerts[state as 'stale'] as string | undefined;
  const isScrollable = layout === 'row' || (layout === 'scroll' && state === 'reduced motion');
  const list = [
    '  - list:',
    '    - listitem:',
    `      - link "${spokenText(words.name, '2,855.77', 0, '43.72', '1.55', true)}":`,
    '        - /url: /markets/kospi',
    ...rows.map((row) => `    - listitem: ${spokenText(row[0], row[1], row[2], row[3], row[4], row[0] !== 'USD/KRW')}`),
  ];
  return [
    `- group "${words.label}":`,
    `  - button "${state === 'paused' ? play : hasBothButtons ? pauseUpdates : pause}"`,
    ...(hasBothButtons ? [`  - button "${startMotion}"`] : []),
    ...(layout === 'grid' ? [] : [`  - button "${previous}"`, `  - button "${next}"`]),
    ...(isScrollable ? [`  - group "${words.label}":`, ...list.map((line) => `  ${line}`)] : list),
    // The age of the data is none of the items.
    `  - text: ${words.time}, KRX${alert ? ` ${alert}` : ''}`,
    '  - link "All":',
    '    - /url: "#"',
  ].join('\n');
}

describe.runIf(isChromium)('axe finds no violation, and the accessibility tree has everything once', () => {
  for (const strip of Object.keys(STRIPS) as (keyof typeof STRIPS)[])
    for (const lang of Object.keys(PAGES) as Lang[])
      for (const state of STATES)
        test(`${strip}, ${lang}, ${state}`, async () => {
          const { layout } = STRIPS[strip];
          const reducedMotion = state === 'reduced motion' ? 'reduce' : null;
          for (const [name, media] of Object.entries(MEDIA)) {
            await emulateMedia({ ...media, reducedMotion });
            const element = await stripIn(state, strip, lang);
            // axe does not know `overflow: clip`, and thinks that items behind an edge cover the button there.
            const moves = layout === 'scroll' && state !== 'reduced motion';
            const { violations } = await axe.run(element, {
              rules: {
                'target-size': { enabled: !moves },
                // Without `light-dark()` the contrast is what one tone can have on both light and dark pages (see `colours`).
                // In forced colours a script does not get the colours that the browser draws texts with.
                'color-contrast': { enabled: hasLightDark && !media.forcedColors },
              },
            });
            const found = violations.flatMap(({ id, nodes }) =>
              nodes.map(({ target, failureSummary }) => `${id} at ${target.flat().join(' ')}: ${failureSummary}`),
            );
            expect(found, name).to.deep.equal([]);
            expect(await treeOf(), name).to.equal(expectedTree(state, layout, lang));
            element.closest('main')!.remove();
          }
        });

  test('axe finds no violation before the first data', async () => {
    const element = await strip(html`<market-ticker></market-ticker>`, 'idle');
    await expect(element).to.be.accessible();
  });
});

/** Records what the live regions of a strip have said, in order. */
function listenTo(element: MarketTickerElement): string[] {
  const said: string[] = [];
  for (const region of queryAll(element, '[aria-live="polite"][aria-atomic="true"]')) {
    const observer = new MutationObserver(() => {
      const text = region.textContent.trim();
      if (text) said.push(text);
    });
    observer.observe(region, { subtree: true, childList: true, characterData: true });
    onTestFinished(() => observer.disconnect());
  }
  return said;
}

test('announces a failure and its end politely, once each, and no new value', async () => {
  const feed = await serveFeed([{ body: feedOf(false) }, { status: 503 }, { body: feedOf(false) }]);
  const element = await strip(html`<market-ticker src=${feed.url}></market-ticker>`, 'live');
  const said = listenTo(element);
  await element.refresh();
  await reachesStatus(element, 'error');
  await element.refresh();
  await reachesStatus(element, 'live');
  element.data = ticked;
  await element.updateComplete;
  await nextFrame();
  expect(said).to.deep.equal(['Update failed', 'Up to date again']);
  expect(queryAll(element, '[role="status"], [role="alert"], [role="log"]')).to.deep.equal([]);
});

test('does not announce that the first data are loading, but says so', async () => {
  const element = await strip(html`<market-ticker src="data:,"></market-ticker>`, 'loading');
  expect(query(element, '[part="status"]').textContent).to.equal('Loading…');
  expect(queryAll(element, '[aria-live]').map(({ textContent }) => textContent)).to.deep.equal(['', '']);
});

test('Pause and Play say what they did, and of which strip', async () => {
  const page = await strip(html`
    <div><market-ticker label="Seoul" .data=${seed}></market-ticker><market-ticker .data=${seed}></market-ticker></div>
  `);
  const [one, other] = [...page.querySelectorAll('market-ticker')];
  await Promise.all([one!.updateComplete, other!.updateComplete]);
  const said = [one!, other!].map(listenTo);
  for (let count = 0; count < 2; count++) {
    query(one!, 'button').click();
    await Promise.all([one!.updateComplete, other!.updateComplete]);
    await nextFrame();
  }
  expect(said).to.deep.equal([['Seoul, paused', 'Seoul, playing'], []]);
  // A pause that the page wishes is none of the reader's doing.
  other!.paused = true;
  await other!.updateComplete;
  await nextFrame();
  expect(said[1]).to.deep.equal([]);
});

test('what the page puts into the slots keeps the language of the page', async () => {
  const page = await strip(html`
    <div lang="fr">
      <market-ticker .data=${seed}><a slot="end" href="#">Tout</a></market-ticker>
    </div>
  `);
  const element = page.querySelector('market-ticker')!;
  await element.updateComplete;
  expect(query(element, '.strip').lang).to.equal('en');
  expect(queryAll(element, 'slot').map(({ lang }) => lang)).to.deep.equal(['fr', 'fr']);
});
