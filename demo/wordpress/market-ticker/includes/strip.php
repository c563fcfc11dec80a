<?php
/**
 * The strip: the tag that the shortcode and the block write into a page.
 */

namespace MarketTicker;

defined( 'ABSPATH' ) || exit;

/** The settings that a post can override. */
const OVERRIDES = array( 'src', 'adapter', 'symbols', 'layout', 'link', 'link_text' );

/** Returns the strip of `[market_ticker]`. */
function render_shortcode( $attributes ): string {
	return render_strip( is_array( $attributes ) ? $attributes : array() );
}

/**
 * Returns the HTML of a strip and loads its script.
 *
 * @param array  $overrides       What the post sets. Authors may have written it, so a value that is not allowed is ignored.
 * @param string $html_attributes More attributes of the tag, already escaped.
 */
function render_strip( array $overrides, string $html_attributes = '' ): string {
	$strip = override( settings(), $overrides );
	if ( '' === $strip['src'] ) {
		return hint_for_editors();
	}
	// Feed readers run no script, and remove the tag.
	if ( is_feed() ) {
		return link_html( $strip );
	}
	enqueue_script( $strip['adapter'] );
	return strip_html( $strip, $html_attributes );
}

function override( array $settings, array $overrides ): array {
	$strip = $settings;
	foreach ( OVERRIDES as $name ) {
		$value = $overrides[ $name ] ?? '';
		if ( is_string( $value ) && '' !== trim( $value ) ) {
			$strip[ $name ] = check( $name, $value ) ?? $strip[ $name ];
		}
	}
	// A mapping is of use only to the adapter that it was written for.
	if ( $strip['adapter'] !== $settings['adapter'] ) {
		$strip['paths'] = '';
	}
	return $strip;
}

function strip_html( array $strip, string $html_attributes = '' ): string {
	$attributes = array(
		'src'     => esc_url( $strip['src'], array( 'http', 'https' ) ),
		'symbols' => esc_attr( $strip['symbols'] ),
		'layout'  => 'auto' === $strip['layout'] ? '' : esc_attr( $strip['layout'] ),
		'adapter' => 'canonical' === $strip['adapter'] ? '' : esc_attr( $strip['adapter'] ),
		'paths'   => 'canonical' === $strip['adapter'] ? '' : esc_attr( $strip['paths'] ),
		'lang'    => esc_attr( get_bloginfo( 'language' ) ),
	);
	$html       = '<market-ticker';
	foreach ( array_filter( $attributes, 'strlen' ) as $name => $value ) {
		$html .= " $name=\"$value\"";
	}
	return "$html$html_attributes>" . link_html( $strip ) . '</market-ticker>';
}

/** Returns the link at the end of the strip, which readers without JavaScript see as well. */
function link_html( array $strip ): string {
	if ( '' === $strip['link'] ) {
		return '';
	}
	$text = '' === $strip['link_text'] ? __( 'Markets', 'market-ticker' ) : $strip['link_text'];
	return sprintf( '<a slot="end" href="%s">%s</a>', esc_url( $strip['link'], array( 'http', 'https' ) ), esc_html( $text ) );
}

/** Tells those who can write posts why there is no strip. Readers see nothing. */
function hint_for_editors(): string {
	if ( ! current_user_can( 'edit_posts' ) || is_feed() ) {
		return '';
	}
	return '<p>' . esc_html__( 'There is no market strip here yet, because no feed address is set under Settings → Market Ticker. Only authors and editors see this note.', 'market-ticker' ) . '</p>';
}
