<?php
/**
 * Removes the settings when the plugin is deleted, on all sites of a network.
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'market_ticker' );

if ( is_multisite() ) {
	$market_ticker_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $market_ticker_sites as $market_ticker_site ) {
		switch_to_blog( $market_ticker_site );
		delete_option( 'market_ticker' );
		restore_current_blog();
	}
}
