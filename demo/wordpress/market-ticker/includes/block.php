<?php
/**
 * The block. It has no content of its own: this site renders it whenever a page is shown.
 */

namespace MarketTicker;

defined( 'ABSPATH' ) || exit;

/** The handle that WordPress gives to the editor's script of the block. */
const EDITOR_SCRIPT = 'market-ticker-strip-editor-script';

function register_block(): void {
	register_block_type( dirname( PLUGIN_FILE ) . '/block', array( 'render_callback' => __NAMESPACE__ . '\render_block' ) );
	wp_set_script_translations( EDITOR_SCRIPT, 'market-ticker', dirname( PLUGIN_FILE ) . '/languages' );
}

function render_block( array $attributes ): string {
	return render_strip( $attributes, ' ' . get_block_wrapper_attributes() );
}

/** Tells the editor what it needs to show the strip. */
function pass_settings_to_editor(): void {
	$data = array(
		'settings'     => settings(),
		'layouts'      => layout_names(),
		'adapters'     => adapter_names(),
		'scripts'      => array_combine( ADAPTERS, array_map( __NAMESPACE__ . '\script_attributes', ADAPTERS ) ),
		'language'     => get_bloginfo( 'language' ),
		'settingsPage' => current_user_can( 'manage_options' ) ? settings_page_url() : '',
	);
	wp_add_inline_script( EDITOR_SCRIPT, 'window.marketTicker = ' . wp_json_encode( $data, JSON_HEX_TAG ) . ';', 'before' );
}
