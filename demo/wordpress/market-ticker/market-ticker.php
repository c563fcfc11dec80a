<?php
/**
 * Plugin Name:       Market Ticker
 * Description:       Shows a live market strip from your own JSON feed: a block and a shortcode. The script is served by your own site.
 * Version:           %version%
 * Requires at least: 6.5
 * Requires PHP:      7.4
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       market-ticker
 * Domain Path:       /languages
 */

namespace MarketTicker;

defined( 'ABSPATH' ) || exit;

/** The version of the plugin and of the script in it, written by `npm run release`. */
const VERSION     = '%version%';
const PLUGIN_FILE = __FILE__;

require __DIR__ . '/includes/settings.php';
require __DIR__ . '/includes/script.php';
require __DIR__ . '/includes/strip.php';
require __DIR__ . '/includes/block.php';
require __DIR__ . '/includes/settings-page.php';

add_action(
	'init',
	function () {
		load_plugin_textdomain( 'market-ticker', false, dirname( plugin_basename( __FILE__ ) ) . '/languages' );
		add_shortcode( 'market_ticker', __NAMESPACE__ . '\render_shortcode' );
		register_block();
	}
);
add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\pass_settings_to_editor' );
add_action( 'wp_enqueue_scripts', __NAMESPACE__ . '\enqueue_style' );
add_action( 'enqueue_block_assets', __NAMESPACE__ . '\enqueue_style' );
add_filter( 'wp_script_attributes', __NAMESPACE__ . '\add_integrity' );
add_action( 'admin_init', __NAMESPACE__ . '\register_settings' );
add_action( 'admin_menu', __NAMESPACE__ . '\add_settings_page' );
add_filter( 'plugin_action_links_' . plugin_basename( __FILE__ ), __NAMESPACE__ . '\add_settings_link' );
