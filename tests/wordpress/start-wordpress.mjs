import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { getPHPLoaderModule } from '@php-wasm/node-8-3';
import { loadPHPRuntime, PHP, PHPRequestHandler } from '@php-wasm/universal';

const builds = new URL('node_modules/@wp-playground/wordpress-builds/', import.meta.url);
const root = '/wordpress';
const plugins = `${root}/wp-content/plugins`;
const sqlite = `${root}/wp-content/mu-plugins/sqlite-database-integration-main`;
const log = '/tmp/debug.log';

const types = {
  css: 'text/css',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

/**
 * Starts a WordPress behind a real server. PHP runs in WebAssembly; the database is SQLite, in the memory of this process. The
 * administrator is `admin` with the password `password`.
 *
 * @param {string} build the name of a build in `@wp-playground/wordpress-builds`, such as `wp-6.5`
 */
export async function startWordPress(build) {
  const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule()));
  /** The answers of the server by path, before those of WordPress. */
  const answers = new Map();
  let handler;

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://site');
    const answer = answers.get(pathname) ?? file(pathname);
    if (answer) return response.writeHead(200, { 'content-type': typeOf(pathname) }).end(answer);
    const body = await buffer(request);
    const { method, url, headers } = request;
    const result = await handler.request({
      method,
      url,
      headers,
      body: body.length ? new Uint8Array(body) : undefined,
    });
    response.writeHead(result.httpStatusCode, result.headers).end(result.bytes);
  });
  /** The files of a build that PHP does not need are in a folder beside the build; those of plugins are in the file system of PHP. */
  const file = (pathname) => {
    const path = decodeURIComponent(pathname);
    if (!(typeOf(path) ?? false)) return;
    if (php.fileExists(root + path)) return php.readFileAsBuffer(root + path);
    const url = new URL(`public/${build}${path}`, builds);
    if (statSync(url, { throwIfNoEntry: false })?.isFile()) return readFileSync(url);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;

  /** Runs PHP code in WordPress. @returns what it prints */
  const run = async (code) => {
    const { text, errors } = await php.run({ code: `<?php require '${root}/wp-load.php'; ${code}` });
    if (errors) throw new Error(errors);
    return text;
  };

  /** Unpacks a zip, as WordPress does. */
  const unzip = async (archive, folder) => {
    php.writeFile('/tmp/archive.zip', archive);
    const { text } = await php.run({
      code: `<?php $zip = new ZipArchive; echo true === $zip->open('/tmp/archive.zip') && $zip->extractTo('${folder}') ? 'ok' : 'failed';`,
    });
    if (text !== 'ok') throw new Error('The archive could not be unpacked.');
  };

  await unzip(readFileSync(new URL(`src/wordpress/${build}.zip`, builds)), root);
  await unzip(
    readFileSync(new URL('src/sqlite-database-integration/sqlite-database-integration.zip', builds)),
    `${root}/wp-content/mu-plugins`,
  );
  edit(
    `${sqlite}/db.copy`,
    (text) => text.replaceAll('{SQLITE_IMPLEMENTATION_FOLDER_PATH}', sqlite),
    `${root}/wp-content/db.php`,
  );
  edit(`${root}/wp-config.php`, (text) => text.replace("define( 'WP_DEBUG', false );", configOf(origin)));
  php.writeFile(`${root}/wp-content/mu-plugins/offline.php`, offline);
  php.writeFile(log, '');
  handler = new PHPRequestHandler({
    php,
    documentRoot: root,
    absoluteUrl: origin,
    cookieStore: false,
    getFileNotFoundAction: () => ({ type: 'internal-redirect', uri: '/index.php' }),
  });

  function edit(path, change, target = path) {
    php.writeFile(target, change(php.readFileAsText(path)));
  }

  return {
    origin,
    run,
    unzip,
    /** Adds a file that the server answers with. */
    serve: (path, content) => void answers.set(path, content),
    /** Replaces the contents of a file of the plugin. */
    editPlugin: (path, change) => edit(`${plugins}/market-ticker/${path}`, change),
    /** Adds a theme of these files. */
    addTheme: (name, files) => {
      const folder = `${root}/wp-content/themes/${name}`;
      php.mkdirTree(folder);
      for (const [path, content] of Object.entries(files)) php.writeFile(`${folder}/${path}`, content);
    },
    /** The notices, warnings and errors of PHP so far. */
    notices: () => php.readFileAsText(log).trim(),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      php.exit();
    },
  };
}

const typeOf = (path) => types[path.split('.').pop()];

const configOf = (origin) => `
define( 'WP_HOME', '${origin}' );
define( 'WP_SITEURL', '${origin}' );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '${log}' );
define( 'DISABLE_WP_CRON', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'FS_METHOD', 'direct' );
`;

/** What keeps WordPress from asking other hosts, which the machine may not reach, and what else would get in the way of a test. */
const offline = `<?php
add_filter( 'pre_http_request', fn() => array( 'response' => array( 'code' => 503, 'message' => '' ), 'headers' => array(), 'body' => '' ) );
add_filter( 'pre_option_show_avatars', '__return_zero' );
add_filter( 'admin_email_check_interval', '__return_zero' );
add_filter( 'get_user_metadata', fn( $value, $user, $key ) => 'wp_persisted_preferences' === $key
	? array( array( 'core/edit-post' => array( 'welcomeGuide' => false ), 'core' => array( 'welcomeGuide' => false ), '_modified' => gmdate( 'c' ) ) )
	: $value, 10, 3 );
`;
