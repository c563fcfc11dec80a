<?php
/**
 * The page Settings → Market Ticker, for those who may manage options.
 */

namespace MarketTicker;

defined( 'ABSPATH' ) || exit;

const PAGE = 'market-ticker';

function settings_page_url(): string {
	return admin_url( 'options-general.php?page=' . PAGE );
}

function add_settings_page(): void {
	add_options_page( __( 'Market Ticker', 'market-ticker' ), __( 'Market Ticker', 'market-ticker' ), 'manage_options', PAGE, __NAMESPACE__ . '\print_settings_page' );
}

/** Adds a link to the settings in the list of plugins. */
function add_settings_link( array $links ): array {
	array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( settings_page_url() ), esc_html__( 'Settings', 'market-ticker' ) ) );
	return $links;
}

function register_settings(): void {
	register_setting(
		OPTION,
		OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => __NAMESPACE__ . '\sanitize_settings',
		)
	);
	add_settings_section( 'feed', __( 'Feed', 'market-ticker' ), '__return_null', PAGE );
	add_settings_section( 'strip', __( 'Strip', 'market-ticker' ), '__return_null', PAGE );

	add_field( 'feed', 'src', __( 'Feed address', 'market-ticker' ), __( 'An http or https address, or a path on this site such as /markets.json.', 'market-ticker' ) );
	add_field( 'feed', 'adapter', __( 'Feed format', 'market-ticker' ), '', adapter_names() );
	add_field( 'feed', 'paths', __( 'Field mapping', 'market-ticker' ), __( 'A JSON object that says where your feed has each value. “Any JSON” needs one; the other formats can be adjusted by one. The tag builder proposes a mapping for your feed.', 'market-ticker' ) );
	add_field( 'strip', 'symbols', __( 'Items', 'market-ticker' ), __( 'Ids in the order that you want, separated by spaces, such as KOSPI USD/KRW. Leave it empty to show all.', 'market-ticker' ) );
	add_field( 'strip', 'layout', __( 'Layout', 'market-ticker' ), '', layout_names() );
	add_field( 'strip', 'link', __( 'Link address', 'market-ticker' ), __( 'Your market page. The link stands at the end of the strip, and readers without JavaScript see it in place of the strip.', 'market-ticker' ) );
	add_field( 'strip', 'link_text', __( 'Link text', 'market-ticker' ), __( 'If empty: Markets', 'market-ticker' ) );
}

function add_field( string $section, string $name, string $label, string $help, array $choices = array() ): void {
	$field = array(
		'name'      => $name,
		'label_for' => "market-ticker-$name",
		'help'      => $help,
		'choices'   => $choices,
	);
	add_settings_field( $name, $label, __NAMESPACE__ . '\print_field', PAGE, $section, $field );
}

function adapter_names(): array {
	$names = array(
		'canonical' => __( 'Market Ticker feed', 'market-ticker' ),
		'paths'     => __( 'Any JSON, by a field mapping', 'market-ticker' ),
		'naver'     => __( 'Naver', 'market-ticker' ),
		'krx'       => __( 'KRX Open API, data.go.kr', 'market-ticker' ),
		'kis'       => __( 'KIS, Kiwoom, KOSCOM', 'market-ticker' ),
		'dunamu'    => __( 'Dunamu, Upbit, Daum', 'market-ticker' ),
		'rates'     => __( 'Korea Eximbank, ECOS, Frankfurter, open.er-api', 'market-ticker' ),
		'yahoo'     => __( 'Yahoo Finance', 'market-ticker' ),
	);
	return array_intersect_key( $names, array_flip( ADAPTERS ) );
}

function layout_names(): array {
	return array(
		'auto'   => __( 'Automatic: moves, or rotates where it is narrow', 'market-ticker' ),
		'scroll' => __( 'Moving strip', 'market-ticker' ),
		'rotate' => __( 'Rotating: a few items at a time', 'market-ticker' ),
		'row'    => __( 'Still row', 'market-ticker' ),
		'grid'   => __( 'Grid, for a sidebar', 'market-ticker' ),
	);
}

/** Returns the values that were rejected when this user saved the form, by name. They are shown only once. */
function rejected_values(): array {
	static $values = null;
	if ( null === $values ) {
		$kept   = get_transient( rejected_key() );
		$values = is_array( $kept ) ? $kept : array();
		delete_transient( rejected_key() );
	}
	return $values;
}

function print_field( array $field ): void {
	$rejected = rejected_values()[ $field['name'] ] ?? null;
	// A choice that the list does not have cannot be shown.
	if ( $field['choices'] && ! isset( $field['choices'][ $rejected ] ) ) {
		$rejected = null;
	}
	$value = $rejected ?? settings()[ $field['name'] ];
	$open  = sprintf( 'id="%s" name="%s[%s]"', esc_attr( $field['label_for'] ), esc_attr( OPTION ), esc_attr( $field['name'] ) );
	$open .= $field['help'] ? sprintf( ' aria-describedby="%s-help"', esc_attr( $field['label_for'] ) ) : '';
	$open .= null === $rejected ? '' : ' aria-invalid="true"';
	// phpcs:disable WordPress.Security.EscapeOutput.OutputNotEscaped -- $open is escaped above.
	if ( $field['choices'] ) {
		echo "<select $open>";
		foreach ( $field['choices'] as $choice => $label ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $choice ), selected( $choice, $value, false ), esc_html( $label ) );
		}
		echo '</select>';
	} elseif ( 'paths' === $field['name'] ) {
		$mapping = null === $rejected && $value ? wp_json_encode( json_decode( $value ), JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ) : $value;
		printf( "<textarea $open class=\"large-text code\" rows=\"8\" spellcheck=\"false\">%s</textarea>", esc_textarea( $mapping ) );
	} else {
		printf( "<input $open type=\"text\" class=\"regular-text\" value=\"%s\">", esc_attr( $value ) );
	}
	// phpcs:enable
	if ( $field['help'] ) {
		printf( '<p class="description" id="%s-help">%s</p>', esc_attr( $field['label_for'] ), esc_html( $field['help'] ) );
	}
}

function print_settings_page(): void {
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Market Ticker', 'market-ticker' ); ?></h1>
		<p><?php esc_html_e( 'These settings are for all strips of the site. A block or a shortcode can override them.', 'market-ticker' ); ?></p>
		<form action="options.php" method="post">
			<?php
			settings_fields( OPTION );
			do_settings_sections( PAGE );
			submit_button();
			?>
		</form>
		<?php print_preview(); ?>
	</div>
	<?php
}

/** Shows the strip as saved. */
function print_preview(): void {
	$settings = settings();
	if ( '' === $settings['src'] ) {
		return;
	}
	// phpcs:disable WordPress.Security.EscapeOutput.OutputNotEscaped -- The style sheet is constant, and the strip is escaped where it is made.
	printf( '<h2>%s</h2><style>%s</style>', esc_html__( 'Preview', 'market-ticker' ), STYLE_SHEET );
	echo strip_html( $settings );
	// phpcs:enable
	array_map( 'wp_print_script_tag', script_attributes( $settings['adapter'] ) );
	printf( '<p>%s</p>', esc_html__( 'To place the strip, add the block “Market Ticker” or write [market_ticker] into a post, page or widget.', 'market-ticker' ) );
}
