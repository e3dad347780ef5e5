<?php
/** Registers the block and the shortcode. Only pages with one of them get the style sheet. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

const BLOCK     = 'tidings/headlines';
const SHORTCODE = 'tidings';
const STYLE     = 'tidings';

add_action( 'init', __NAMESPACE__ . '\register_embeds' );
add_action( 'wp_enqueue_scripts', __NAMESPACE__ . '\enqueue_style_in_head' );
add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\add_editor_data' );

function register_embeds(): void {
	load_plugin_textdomain( 'tidings', false, dirname( plugin_basename( PLUGIN ) ) . '/languages' );
	wp_register_style( STYLE, plugins_url( 'assets/tidings.css', PLUGIN ), array(), VERSION );
	wp_register_script(
		'tidings-editor',
		plugins_url( 'block/editor.js', PLUGIN ),
		array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n', 'wp-server-side-render' ),
		VERSION,
		true
	);
	wp_set_script_translations( 'tidings-editor', 'tidings' );
	register_block_type(
		dirname( PLUGIN ) . '/block',
		array(
			'attributes'      => block_attributes(),
			'render_callback' => __NAMESPACE__ . '\render_block',
		)
	);
	add_shortcode( SHORTCODE, __NAMESPACE__ . '\render_shortcode' );
}

/** The attributes of the block. The editor's fields store numbers as text; other programs may store integers. */
function block_attributes(): array {
	$attributes = array( 'feed' => array( 'type' => 'string' ) );
	foreach ( options() as $name => $option ) {
		$attributes[ $name ] = array( 'type' => 'number' === $option['kind'] ? array( 'string', 'integer' ) : 'string' );
	}
	return $attributes;
}

function render_shortcode( $attributes ): string {
	wp_enqueue_style( STYLE );
	return render_embed( embed_options( (array) $attributes ) );
}

function render_block( array $attributes ): string {
	wp_enqueue_style( STYLE );
	return sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), render_embed( embed_options( $attributes ) ) );
}

/** Adds the style sheet to the head if the page's text has an embed, so that the browser paints once. Elsewhere it follows with the embed. */
function enqueue_style_in_head(): void {
	$post = is_singular() ? get_post() : null;
	if ( null !== $post && ( has_block( BLOCK, $post ) || has_shortcode( $post->post_content, SHORTCODE ) ) ) {
		wp_enqueue_style( STYLE );
	}
}

/** Data for the block's form: feeds, options, and the URL of the settings. */
function add_editor_data(): void {
	$known = array(
		'feeds'    => list_feeds(),
		'feed'     => settings()['feed'],
		'groups'   => translated_option_groups(),
		'settings' => current_user_can( 'manage_options' ) ? admin_url( 'options-general.php?page=tidings' ) : '',
	);
	wp_add_inline_script( 'tidings-editor', 'window.tidingsEditor = ' . wp_json_encode( $known, JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
}
