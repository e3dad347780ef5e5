<?php
/** Settings → Tidings headlines. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

const PAGE = 'tidings';
const TRY_ACTION = 'tidings_try';

add_action( 'admin_menu', __NAMESPACE__ . '\add_settings_page' );
add_action( 'admin_init', __NAMESPACE__ . '\register_settings' );
add_action( 'add_option_' . SETTINGS, __NAMESPACE__ . '\on_first_settings', 10, 2 );
add_action( 'update_option_' . SETTINGS, __NAMESPACE__ . '\on_changed_settings', 10, 2 );
add_filter( 'plugin_action_links_' . plugin_basename( PLUGIN ), __NAMESPACE__ . '\add_settings_link' );

function add_settings_page(): void {
	add_options_page( __( 'Tidings headlines', 'tidings' ), __( 'Tidings headlines', 'tidings' ), 'manage_options', PAGE, __NAMESPACE__ . '\render_settings_page' );
}

function add_settings_link( array $links ): array {
	$link = sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=' . PAGE ) ), esc_html__( 'Settings', 'tidings' ) );
	return array_merge( array( $link ), $links );
}

function register_settings(): void {
	register_setting(
		PAGE,
		SETTINGS,
		array(
			'type'              => 'array',
			'sanitize_callback' => __NAMESPACE__ . '\sanitize_form',
			'default'           => array(),
		)
	);
	add_settings_section( 'newsroom', __( 'The newsroom', 'tidings' ), '__return_empty_string', PAGE );
	add_settings_field( 'server', __( 'Address', 'tidings' ), __NAMESPACE__ . '\render_server_field', PAGE, 'newsroom', array( 'label_for' => 'tidings-server' ) );
	add_settings_field( 'feed', __( 'Feed', 'tidings' ), __NAMESPACE__ . '\render_feed_field', PAGE, 'newsroom', array( 'label_for' => 'tidings-feed' ) );
	add_settings_field( 'minutes', __( 'Look for news every', 'tidings' ), __NAMESPACE__ . '\render_minutes_field', PAGE, 'newsroom', array( 'label_for' => 'tidings-minutes' ) );
	add_settings_field( 'page', __( 'Page for whole articles', 'tidings' ), __NAMESPACE__ . '\render_page_field', PAGE, 'newsroom', array( 'label_for' => 'tidings-page' ) );
	add_settings_section( 'look', __( 'How headlines look', 'tidings' ), __NAMESPACE__ . '\render_look_intro', PAGE );
	foreach ( array_merge( ...array_column( translated_option_groups(), 'options' ) ) as $name => $option ) {
		if ( ! in_array( $name, NOT_IN_SETTINGS, true ) ) {
			add_settings_field( "look-$name", $option['label'], __NAMESPACE__ . '\render_option_field', PAGE, 'look', array( 'label_for' => "tidings-$name", 'name' => $name, 'option' => $option ) );
		}
	}
}

/** Parses the form, and reports an invalid address. */
function sanitize_form( $given ): array {
	$clean  = sanitize_settings( $given );
	$server = is_array( $given ) && is_string( $given['server'] ?? null ) ? trim( $given['server'] ) : '';
	if ( '' !== $server && '' === $clean['server'] ) {
		/* translators: %s: what was typed */
		add_settings_error( SETTINGS, 'server', sprintf( __( '“%s” is not a web address. Expected an address such as https://news.example.org', 'tidings' ), esc_html( $server ) ) );
		$clean['server'] = settings()['server'];
	}
	return $clean;
}

/** Before the first settings, the newsroom was the one of the download. */
function on_first_settings( $name, $first ): void {
	on_changed_settings( array(), $first );
}

function on_changed_settings( $before, $after ): void {
	if ( ( $before['server'] ?? '' ) !== ( $after['server'] ?? '' ) ) {
		delete_all_copies();
	}
}

function render_settings_page(): void {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
	render_check_result();
	echo '<form action="options.php" method="post">';
	settings_fields( PAGE );
	do_settings_sections( PAGE );
	submit_button();
	echo '</form><hr><h2>' . esc_html__( 'Does it work?', 'tidings' ) . '</h2><form method="post">';
	wp_nonce_field( TRY_ACTION );
	printf( '<p>%s</p>', esc_html__( 'Requests the feed above from the newsroom, as saved.', 'tidings' ) );
	submit_button( __( 'Try the connection', 'tidings' ), 'secondary', TRY_ACTION, false );
	echo '</form>';
	printf(
		'<h2>%s</h2><p>%s</p><p><code>[tidings feed="%s" count="5" layout="list"]</code></p></div>',
		esc_html__( 'Put headlines on a page', 'tidings' ),
		esc_html__( 'In the editor add the block “Tidings headlines”. Without the block editor, use this shortcode:', 'tidings' ),
		esc_html( settings()['feed'] )
	);
}

/** The result, after the button was pressed. */
function render_check_result(): void {
	if ( ! isset( $_POST[ TRY_ACTION ] ) ) {
		return;
	}
	check_admin_referer( TRY_ACTION );
	list( $works, $text ) = check_connection( settings()['feed'] );
	printf( '<div class="notice notice-%s"><p>%s</p></div>', $works ? 'success' : 'error', esc_html( $text ) );
}

function render_server_field(): void {
	printf(
		'<input type="url" id="tidings-server" name="%1$s[server]" value="%2$s" placeholder="%3$s" class="regular-text code" inputmode="url"><p class="description">%4$s</p>',
		esc_attr( SETTINGS ),
		esc_attr( settings()['server'] ),
		esc_attr( server() ?: 'https://news.example.org' ),
		esc_html( '' === settings()['server'] && '' !== server() ? __( 'Leave this empty to use the newsroom that the plugin was downloaded from.', 'tidings' ) : __( 'The newsroom’s address, such as https://news.example.org', 'tidings' ) )
	);
}

function render_feed_field(): void {
	$current = settings()['feed'];
	$feeds   = list_feeds();
	$name    = SETTINGS . '[feed]';
	if ( array() === $feeds ) {
		printf( '<input type="text" id="tidings-feed" name="%s" value="%s" class="regular-text">', esc_attr( $name ), esc_attr( $current ) );
		return;
	}
	render_select( 'tidings-feed', $name, $feeds + array( $current => $current ), $current );
}

function render_minutes_field(): void {
	printf(
		'<input type="number" id="tidings-minutes" name="%s[minutes]" value="%d" min="%d" max="%d" class="small-text"> %s<p class="description">%s</p>',
		esc_attr( SETTINGS ),
		(int) settings()['minutes'],
		(int) CACHE_MINUTES[1],
		(int) CACHE_MINUTES[2],
		esc_html__( 'minutes', 'tidings' ),
		esc_html__( 'Corrections and retractions reach your pages within this time.', 'tidings' )
	);
}

function render_page_field(): void {
	wp_dropdown_pages(
		array(
			'id'                => 'tidings-page',
			'name'              => esc_attr( SETTINGS . '[page]' ),
			'selected'          => (int) settings()['page'],
			'show_option_none'  => esc_html__( 'None: headlines link to the newsroom', 'tidings' ),
			'option_none_value' => 0,
		)
	);
	printf( '<p class="description">%s</p>', esc_html__( 'A page with the layout “archive”. Headlines then link to it, and people read articles on your site.', 'tidings' ) );
}

function render_look_intro(): void {
	printf( '<p>%s</p>', esc_html__( 'Each block and shortcode can have its own values.', 'tidings' ) );
}

function render_option_field( array $field ): void {
	$name   = $field['name'];
	$option = $field['option'];
	$input  = SETTINGS . "[look][$name]";
	$value  = (string) ( settings()['look'][ $name ] ?? $option['default'] );
	if ( isset( $option['choices'] ) ) {
		render_select( "tidings-$name", $input, array_column( $option['choices'], 1, 0 ), $value );
	} else {
		printf( '<input type="text" id="%s" name="%s" value="%s">', esc_attr( "tidings-$name" ), esc_attr( $input ), esc_attr( 'colour' === $option['kind'] && '' !== $value ? '#' . $value : $value ) );
	}
	if ( '' !== $option['hint'] ) {
		printf( '<p class="description">%s</p>', esc_html( $option['hint'] ) );
	}
}

function render_select( string $id, string $name, array $choices, string $selected ): void {
	printf( '<select id="%s" name="%s">', esc_attr( $id ), esc_attr( $name ) );
	foreach ( $choices as $value => $label ) {
		printf( '<option value="%s"%s>%s</option>', esc_attr( (string) $value ), selected( (string) $value, $selected, false ), esc_html( $label ) );
	}
	echo '</select>';
}
