<?php
/**
 * The script of the strip, served by this site with its hash, and the CSS that keeps the place of the strip free.
 */

namespace MarketTicker;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps the place of a grid free until it has data. An invisible copy of the grid has one line for each id in `symbols`, or four
 * lines, in as many columns as the grid will have. It is beside the strip, and as wide as the strip, so both have the same height.
 */
const GRID_STYLE_SHEET =
	'market-ticker[layout="grid"]:is(:not(:defined), :state(loading)) { display: flex; block-size: auto; line-height: inherit; } ' .
	'market-ticker[layout="grid"]:is(:not(:defined), :state(loading))::before { content: attr(symbols); visibility: hidden; ' .
	'flex: 0 0 100%; box-sizing: border-box; margin-inline-start: -100%; padding-block-end: 5em; columns: 14em; column-gap: 2.286em; ' .
	'orphans: 1; widows: 1; white-space: normal; word-spacing: 100vw; line-height: 4.4em; line-height: calc(2lh + 1.27em); } ' .
	'market-ticker[layout="grid"]:not([symbols]):is(:not(:defined), :state(loading))::before { content: "1 2 3 4"; } ' .
	// The text of the strip is 0.875 times as large as that of the page.
	'market-ticker[layout="grid"]:not(:defined)::before { font-size: 0.875em; line-height: calc(1.75lh + 1.27em); }';

const STYLE_SHEET =
	'market-ticker:not(:defined) { display: block; block-size: 2.75em; line-height: 2.75em; overflow: auto hidden; white-space: nowrap; } ' .
	GRID_STYLE_SHEET;

/** Returns the files that a strip needs, by the ids of their script modules. The adapter comes first, so that it is known when the feed arrives. */
function script_files( string $adapter ): array {
	$files = array( 'market-ticker' => 'market-ticker.js' );
	return 'canonical' === $adapter ? $files : array( "market-ticker-$adapter" => "adapters/$adapter.js" ) + $files;
}

/** Loads the script on the page that is being written. */
function enqueue_script( string $adapter ): void {
	foreach ( script_files( $adapter ) as $id => $file ) {
		wp_enqueue_script_module( $id, plugins_url( "script/$file", PLUGIN_FILE ), array(), VERSION );
	}
}

/** Returns the attributes of the script elements for places where WordPress prints no script modules: its admin area before 6.7, and the editor. */
function script_attributes( string $adapter ): array {
	$attributes = array();
	foreach ( script_files( $adapter ) as $id => $file ) {
		$attributes[] = add_integrity(
			array(
				'type' => 'module',
				'id'   => "$id-js-module",
				'src'  => add_query_arg( 'ver', VERSION, plugins_url( "script/$file", PLUGIN_FILE ) ),
			)
		);
	}
	return $attributes;
}

/** Adds the hash of each file of the plugin, so that browsers refuse a file that was changed on its way. */
function add_integrity( array $attributes ): array {
	$id = $attributes['id'] ?? '';
	if ( ! preg_match( '/^market-ticker(?:-([a-z]+))?-js-module$/', $id, $match ) ) {
		return $attributes;
	}
	$file   = isset( $match[1] ) ? "adapters/$match[1].js" : 'market-ticker.js';
	$hashes = wp_json_file_decode( plugin_dir_path( PLUGIN_FILE ) . 'script/integrity.json', array( 'associative' => true ) );
	if ( isset( $hashes[ $file ] ) ) {
		$attributes['integrity']   = $hashes[ $file ];
		$attributes['crossorigin'] = 'anonymous';
	}
	return $attributes;
}

/**
 * Keeps the place of the strip free while the script loads, so that nothing on the page moves. All pages get this style sheet, because
 * it must be in the head, where classic themes do not know yet whether the page has a strip. The editor gets it as well.
 */
function enqueue_style(): void {
	if ( ! wp_style_is( 'market-ticker', 'registered' ) ) {
		wp_register_style( 'market-ticker', false, array(), VERSION );
		wp_add_inline_style( 'market-ticker', STYLE_SHEET );
	}
	wp_enqueue_style( 'market-ticker' );
}
