<?php
/**
 * The settings, and the rules that their values keep. Posts can override some settings; the same rules apply to them.
 */

namespace MarketTicker;

defined( 'ABSPATH' ) || exit;

const OPTION = 'market_ticker';

const DEFAULTS = array(
	'src'       => '',
	'adapter'   => 'canonical',
	'paths'     => '',
	'symbols'   => '',
	'layout'    => 'auto',
	'link'      => '',
	'link_text' => '',
);

const LAYOUTS  = array( 'auto', 'scroll', 'rotate', 'row', 'grid' );
const ADAPTERS = array( 'canonical', 'paths', 'naver', 'krx', 'kis', 'dunamu', 'rates', 'yahoo' );

/** The limits of the element for `symbols`. */
const MAX_SYMBOLS       = 500;
const MAX_SYMBOL_LENGTH = 64;

/** Returns the saved settings. A saved value that is not allowed is replaced with its default. */
function settings(): array {
	$saved    = get_option( OPTION );
	$settings = DEFAULTS;
	foreach ( DEFAULTS as $name => $default ) {
		$value = is_array( $saved ) && is_string( $saved[ $name ] ?? null ) ? $saved[ $name ] : $default;

		$settings[ $name ] = check( $name, $value ) ?? $default;
	}
	return $settings;
}

/** Returns the value of a setting as it may be saved, or null if the value is not allowed. */
function check( string $name, string $value ): ?string {
	$value = trim( wp_check_invalid_utf8( $value ) );
	switch ( $name ) {
		case 'src':
		case 'link':
			return check_address( $value );
		case 'adapter':
			return in_array( $value, ADAPTERS, true ) ? $value : null;
		case 'layout':
			return in_array( $value, LAYOUTS, true ) ? $value : null;
		case 'symbols':
			return check_symbols( $value );
		case 'paths':
			return check_mapping( $value );
		default:
			return sanitize_text_field( $value );
	}
}

/** Accepts http and https addresses and paths of this site. */
function check_address( string $value ): ?string {
	if ( '' === $value ) {
		return '';
	}
	// `esc_url_raw` would turn `markets.json` into `http://markets.json`, so the beginning is checked before and after.
	$beginning = '#^(?:/(?![/\\\\])|https?://[^/])#i';
	$address   = preg_match( $beginning, $value ) ? esc_url_raw( $value, array( 'http', 'https' ) ) : '';
	return preg_match( $beginning, $address ) ? $address : null;
}

/** Accepts ids separated by spaces or commas. */
function check_symbols( string $value ): ?string {
	$ids = preg_split( '/[\s,]+/u', $value, -1, PREG_SPLIT_NO_EMPTY );
	if ( false === $ids || count( $ids ) > MAX_SYMBOLS ) {
		return null;
	}
	foreach ( $ids as $id ) {
		if ( mb_strlen( $id ) > MAX_SYMBOL_LENGTH ) {
			return null;
		}
	}
	return implode( ' ', $ids );
}

/** Accepts a JSON object. */
function check_mapping( string $value ): ?string {
	if ( '' === $value ) {
		return '';
	}
	$mapping = json_decode( $value );
	return is_object( $mapping ) ? wp_json_encode( $mapping, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ) : null;
}

/** Checks what the settings page sends. A value that is not allowed is reported, and the saved one stays. The form shows the rejected value once more, for correction. */
function sanitize_settings( $input ): array {
	$saved    = settings();
	$settings = array();
	$rejected = array();
	foreach ( DEFAULTS as $name => $default ) {
		$value   = is_array( $input ) && is_string( $input[ $name ] ?? null ) ? $input[ $name ] : $default;
		$checked = check( $name, $value );
		if ( null === $checked ) {
			add_settings_error( OPTION, $name, rejection( $name ) );
			$rejected[ $name ] = $value;
		}
		$settings[ $name ] = $checked ?? $saved[ $name ];
	}
	if ( 'paths' === $settings['adapter'] && '' === $settings['paths'] ) {
		add_settings_error( OPTION, 'mapping', __( 'Feed format not changed: “Any JSON” needs a field mapping.', 'market-ticker' ) );
		$settings['adapter'] = $saved['adapter'];
		$settings['paths']   = $saved['paths'];
		$rejected           += array(
			'adapter' => 'paths',
			'paths'   => '',
		);
	}
	if ( $rejected ) {
		// As long as WordPress keeps the messages.
		set_transient( rejected_key(), $rejected, 30 );
	}
	return $settings;
}

/** The name under which the values that this user has entered in vain are kept until the settings page shows them. */
function rejected_key(): string {
	return OPTION . '_rejected_' . get_current_user_id();
}

/** Returns the message for a value that is not allowed. */
function rejection( string $name ): string {
	$messages = array(
		'src'     => __( 'Feed address not changed: it must start with https://, http:// or /.', 'market-ticker' ),
		'link'    => __( 'Link address not changed: it must start with https://, http:// or /.', 'market-ticker' ),
		'adapter' => __( 'Feed format not changed: choose one from the list.', 'market-ticker' ),
		'layout'  => __( 'Layout not changed: choose one from the list.', 'market-ticker' ),
		'paths'   => __( 'Field mapping not changed: it must be a JSON object.', 'market-ticker' ),
		'symbols' => sprintf(
			/* translators: 1: number of items, 2: number of characters */
			__( 'Items not changed: enter at most %1$d ids of at most %2$d characters.', 'market-ticker' ),
			MAX_SYMBOLS,
			MAX_SYMBOL_LENGTH
		),
	);
	return $messages[ $name ];
}
