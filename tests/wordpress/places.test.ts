import type { MarketTickerElement } from 'market-ticker/element.js';
import { expect, onTestFinished, test } from 'vitest';
import { seedRows } from '../support/fixtures/seed.js';
import { rows } from '../support/pages/strip.js';
import { activate, allLive, hold, strips, withWordPress, type Site } from './site.js';

let site: Site;

const settings = { src: '/markets.json', link: '/markets' };

withWordPress(async (started) => {
  site = started;
  await activate(site, settings);
});

test('a page can have several strips; the script is loaded once', async () => {
  const path = await site.post(
    '<!-- wp:market-ticker/strip {"align":"wide"} /-->[market_ticker layout="row"]<!-- wp:market-ticker/strip {"layout":"grid"} /-->',
  );
  const { page, troubles } = await site.visit(path);
  await allLive(page, 3);
  expect((await strips(page)).map(({ layout }) => layout)).toEqual([undefined, 'row', 'grid']);
  expect((await strips(page))[0]!.class).toContain('alignwide');
  expect(await page.locator('script[src*="market-ticker"]').count()).toBe(1);
  expect(troubles).toEqual([]);
});

test('a feed of another shape is read by its mapping, which a shortcode of another format does not use', async () => {
  site.serve(
    '/quotes.json',
    JSON.stringify({ data: [{ rows: [{ n: 'KOSPI', p: '2,855.77', c: '+43.72', r: '+1.55' }] }] }),
  );
  const mapping = {
    items: ['data.0.rows'],
    id: 'n',
    kind: '=index',
    price: 'p',
    change: 'c',
    changePercent: 'r',
    skip: { n: ['gallery', 'a"b', "it's <b>"] },
  };
  onTestFinished(() => site.set(settings));
  await site.set({ ...settings, src: '/quotes.json', adapter: 'paths', paths: JSON.stringify(mapping) });
  const path = await site.post(
    '<!-- wp:market-ticker/strip /-->[market_ticker src="/markets.json" adapter="canonical"]',
  );
  const { page, troubles } = await site.visit(path);
  await allLive(page, 2);
  const [mapped, canonical] = await strips(page);
  expect(JSON.parse(mapped!.paths!)).toEqual(mapping);
  expect(canonical).toEqual({ src: '/markets.json', lang: 'en-US' });
  expect(
    await page
      .locator('market-ticker')
      .first()
      .evaluate((strip: MarketTickerElement) => strip.quotes.map(({ id }) => id)),
  ).toEqual(['KOSPI']);
  expect(troubles).toEqual([]);
});

test.each([
  ['the items that are set', 'symbols="KOSPI KOSDAQ USD/KRW"'],
  ['four items, if none are set', ''],
])('the place of a grid is kept for %s, until its data arrive', async (_, symbols) => {
  const path = await site.post(`[market_ticker layout="grid" link="/all" ${symbols}]`);
  const { page } = await site.visit('/?p=1');
  const loadScript = await hold(page, '**/market-ticker.js*');
  const loadFeed = await hold(page, '**/markets.json');
  const heightOf = async (state: string): Promise<number> =>
    (await page.locator(`market-ticker${state}`).boundingBox())!.height;

  await page.goto(site.origin + path, { waitUntil: 'commit' });
  await page.locator('footer').last().waitFor();
  const early = await heightOf(':not(:defined)');
  loadScript();
  const loading = await heightOf(':state(loading)');
  loadFeed();
  const live = await heightOf(':state(live)');
  expect(live).toBeGreaterThan(150);
  expect(Math.abs(early - live)).toBeLessThan(6);
  expect(Math.abs(loading - live)).toBeLessThan(6);
});

test('the block works in a template of a block theme', async () => {
  await site.run(`
    $post = wp_insert_post( array( 'post_type' => 'wp_template_part', 'post_status' => 'publish', 'post_name' => 'header', 'post_title' => 'Header', 'post_content' => '<!-- wp:market-ticker/strip /-->' ) );
    wp_set_object_terms( $post, get_stylesheet(), 'wp_theme' );
    wp_set_object_terms( $post, 'header', 'wp_template_part_area' );
  `);
  onTestFinished(
    async () =>
      void (await site.run(
        "wp_delete_post( get_block_template( get_stylesheet() . '//header', 'wp_template_part' )->wp_id, true );",
      )),
  );
  const { page, troubles } = await site.visit('/');
  await allLive(page);
  expect(await page.locator('header market-ticker').count()).toBe(1);
  expect(await rows(page)).toEqual(seedRows);
  expect(troubles).toEqual([]);
});

test('the block works in a widget of a classic theme, and its place is kept from the head on', async () => {
  site.addTheme('classic', {
    'style.css': '/* Theme Name: Classic */',
    'functions.php': "<?php add_action( 'widgets_init', fn() => register_sidebar( array( 'id' => 'side' ) ) );",
    'index.php':
      '<!doctype html><html <?php language_attributes(); ?>><head><title>Site</title><?php wp_head(); ?></head><body><?php wp_body_open(); dynamic_sidebar( "side" ); wp_footer(); ?></body></html>',
  });
  onTestFinished(async () => void (await site.run("switch_theme( 'twentytwentyfour' );")));
  await site.run(`
    switch_theme( 'classic' );
    update_option( 'widget_block', array( 2 => array( 'content' => '<!-- wp:market-ticker/strip /-->' ), '_multiwidget' => 1 ) );
    update_option( 'sidebars_widgets', array( 'side' => array( 'block-2' ), 'array_version' => 3 ) );
  `);
  const { page, troubles } = await site.visit('/');
  await allLive(page);
  expect(await rows(page)).toEqual(seedRows);
  expect(
    await page
      .locator('head style')
      .evaluateAll((all) => all.some((style) => style.textContent.includes('market-ticker'))),
  ).toBe(true);
  expect(troubles).toEqual([]);
});

test('a Korean site has a Korean strip, link, block and settings page', async () => {
  onTestFinished(async () => void (await site.run("update_option( 'WPLANG', '' );")));
  // WordPress accepts only a language of which it has texts, even if there are none in them.
  await site.run(`
    wp_mkdir_p( WP_LANG_DIR );
    file_put_contents( WP_LANG_DIR . '/ko_KR.l10n.php', "<?php return array( 'messages' => array() );" );
  `);
  await site.run("update_option( 'WPLANG', 'ko_KR' );");
  const path = await site.post('<!-- wp:market-ticker/strip /-->');
  const { page } = await site.visit(path);
  await allLive(page);
  expect(await strips(page)).toEqual([expect.objectContaining({ lang: 'ko-KR' })]);
  expect((await rows(page))[0]).toBe('코스피 2,855.77 ▲ +43.72 +1.55%');
  expect(await page.locator('market-ticker a[slot="end"]').innerText()).toBe('시장 지표');

  const { page: admin } = await site.admin('options-general.php?page=market-ticker');
  expect(await admin.getByRole('heading', { level: 1 }).innerText()).toBe('시세 티커');
  await admin.getByLabel('피드 주소').fill('markets.json');
  await admin.locator('#submit').click();
  expect(await admin.locator('.notice-error').innerText()).toContain('피드 주소를 바꾸지 않았습니다.');
  expect(await admin.getByLabel('피드 주소').inputValue()).toBe('markets.json');

  await admin.goto(`${site.origin}/wp-admin/post-new.php`);
  const [title, items, layout] = await admin.evaluate(() => {
    const { wp, marketTicker } = window as never as {
      marketTicker: { layouts: Record<string, string> };
      wp: {
        blocks: { getBlockType(name: string): { title: string } };
        i18n: { __(text: string, domain: string): string };
      };
    };
    return [
      wp.blocks.getBlockType('market-ticker/strip').title,
      wp.i18n.__('Items', 'market-ticker'),
      marketTicker.layouts.scroll,
    ];
  });
  expect([title, items, layout]).toEqual(['시세 티커', '종목', '흐르는 티커']);
});

test('without the plugin, posts stay readable; deleting it deletes its settings', async () => {
  const path = await site.post('<p>Before.</p><!-- wp:market-ticker/strip /--><p>After.</p>');
  const saved = (): Promise<string> => site.run("echo json_encode( get_option( 'market_ticker', null ) );");
  await site.run(
    "require ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins( 'market-ticker/market-ticker.php' );",
  );
  const { page, troubles } = await site.visit(path);
  expect(await page.locator('.entry-content').innerText()).toBe('Before.\n\nAfter.');
  expect(troubles).toEqual([]);
  expect(JSON.parse(await saved())).toMatchObject(settings);
  await site.run(
    "require ABSPATH . 'wp-admin/includes/admin.php'; $done = delete_plugins( array( 'market-ticker/market-ticker.php' ) ); echo is_wp_error( $done ) ? $done->get_error_message() : '';",
  );
  expect(await saved()).toBe('null');
});
