import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, onTestFinished } from 'vitest';
import { zip } from '../../scripts/zip.mjs';
import { pluginFiles } from '../../scripts/wordpress/plugin-files.mjs';
import { seed } from '../support/fixtures/seed.js';
import { launch, openPage } from '../support/page.js';
import { startWordPress, type WordPress } from './start-wordpress.mjs';

export type Role = 'author' | 'contributor';

/** A text as PHP code. */
export const phpString = (text: string): string => `base64_decode('${Buffer.from(text).toString('base64')}')`;

export interface Site extends WordPress {
  /** Opens a page as a reader. `troubles` is empty unless something goes wrong on the page. */
  visit(path: string, options?: Parameters<typeof openPage>[2]): ReturnType<typeof openPage>;
  /** Opens a page of the admin area. */
  admin(path: string, user?: string): ReturnType<typeof openPage>;
  /** Publishes a post as WordPress lets a user of this role do it. @returns its path */
  post(content: string, role?: Role): Promise<string>;
  /** Sets some settings of the plugin, and the others to their defaults. */
  set(settings: Record<string, string>): Promise<void>;
}

/** The zip that users upload: the one named by PLUGIN, or else one of the sources and `dist/cdn`. */
export const pluginZip = (): Buffer =>
  process.env.PLUGIN ? readFileSync(process.env.PLUGIN) : Buffer.from(zip(pluginFiles()));

/** Installs and activates the plugin, as the administrator does in `plugin.test.ts`, with these settings. */
export async function activate(site: Site, settings: Record<string, string>): Promise<void> {
  await site.unzip(pluginZip(), '/wordpress/wp-content/plugins');
  await site.run(
    "require ABSPATH . 'wp-admin/includes/plugin.php'; activate_plugin( 'market-ticker/market-ticker.php' );",
  );
  await site.set(settings);
}

/** Starts a WordPress with a feed at `/markets.json` before the tests of a file. PHP must not have noticed anything after each. */
export function withWordPress(onStart: (site: Site) => void | Promise<void>): void {
  let browser: Browser | undefined;
  let wordpress: WordPress | undefined;

  beforeAll(async () => {
    [wordpress, browser] = await Promise.all([startWordPress(process.env.WORDPRESS ?? 'wp-6.5'), launch()]);
    wordpress.serve('/markets.json', JSON.stringify(seed));
    const users = ['author', 'contributor'].map(
      (role) =>
        `wp_insert_user( array( 'user_login' => '${role}', 'user_pass' => 'password', 'user_email' => '${role}@site.example', 'role' => '${role}' ) );`,
    );
    await wordpress.run(users.join('\n'));
    await onStart(siteOf(wordpress, browser));
  });

  afterEach(() => expect(wordpress?.notices()).toBe(''));

  afterAll(async () => {
    await browser?.close();
    await wordpress?.close();
  });
}

function siteOf(wordpress: WordPress, browser: Browser): Site {
  const { origin, run } = wordpress;
  const open = async (path: string, options?: Parameters<typeof openPage>[2]) => {
    const opened = await openPage(browser, origin + path, options);
    opened.page.setDefaultTimeout(60_000);
    onTestFinished(() => opened.page.close());
    return opened;
  };
  return {
    ...wordpress,
    visit: open,
    async admin(path, user = 'admin') {
      const opened = await open(`/wp-login.php?redirect_to=${encodeURIComponent(`/wp-admin/${path}`)}`);
      await opened.page.getByLabel('Username or Email Address').fill(user);
      await opened.page.getByLabel('Password', { exact: true }).fill('password');
      await Promise.all([
        opened.page.waitForURL((url) => url.pathname.startsWith('/wp-admin/')),
        opened.page.getByRole('button', { name: 'Log In' }).click(),
      ]);
      return opened;
    },
    post: (content, role = 'author') =>
      // An editor publishes what contributors write, so it is saved as the contributor first.
      run(`
        wp_set_current_user( get_user_by( 'login', '${role}' )->ID );
        $post = wp_insert_post( wp_slash( array( 'post_title' => 'A post', 'post_status' => 'draft', 'post_content' => ${phpString(content)} ) ), true );
        wp_set_current_user( 1 );
        wp_publish_post( $post );
        echo "/?p=$post";
      `),
    set: async (settings) => {
      await run(`update_option( 'market_ticker', json_decode( ${phpString(JSON.stringify(settings))}, true ) );`);
    },
  };
}

/** The attributes of each strip on a page, by name. */
export const strips = (page: Page): Promise<Record<string, string>[]> =>
  page
    .locator('market-ticker')
    .evaluateAll((all) =>
      all.map((strip) => Object.fromEntries([...strip.attributes].map(({ name, value }) => [name, value]))),
    );

/** Holds back the answers to requests for an address. @returns a function that lets them go */
export async function hold(page: Page, address: string): Promise<() => void> {
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => released.then(() => route.continue()));
  return release;
}

/** Waits until all strips of a page show their feed. */
export const allLive = async (page: Page, count = 1): Promise<void> => {
  await page.waitForFunction(
    (count) => document.querySelectorAll('market-ticker:state(live)').length === count,
    count,
    { polling: 100 },
  );
};
