<?php
/** The two ways in: the block and the shortcode. The style sheet goes only where one of them stands. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

const BLOCK     = 'tidings/headlines';
const SHORTCODE = 'tidings';
const STYLE     = 'tidings';

add_action( 'init', __NAMESPACE__ . '\register_embeds' );
add_action( 'wp_enqueue_scripts', __NAMESPACE__ . '\enqueue_style_in_head' );
add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\tell_editor' );

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
	register_block_type( dirname( PLUGIN ) . '/block', array( 'render_callback' => __NAMESPACE__ . '\render_block' ) );
	add_shortcode( SHORTCODE, __NAMESPACE__ . '\render_shortcode' );
}

function render_shortcode( $attributes ): string {
	wp_enqueue_style( STYLE );
	return render_place( place_options( (array) $attributes ) );
}

function render_block( array $attributes ): string {
	wp_enqueue_style( STYLE );
	return sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), render_place( place_options( $attributes ) ) );
}

/** In the head where the page's text has a place, so that nothing is painted twice; elsewhere the style follows with the place. */
function enqueue_style_in_head(): void {
	$post = is_singular() ? get_post() : null;
	if ( null !== $post && ( has_block( BLOCK, $post ) || has_shortcode( $post->post_content, SHORTCODE ) ) ) {
		wp_enqueue_style( STYLE );
	}
}

/** What the block's settings offer: the feeds by name, and the address where the site's own defaults are set. */
function tell_editor(): void {
	$known = array(
		'feeds'    => list_feeds(),
		'feed'     => settings()['feed'],
		'options'  => options(),
		'settings' => current_user_can( 'manage_options' ) ? admin_url( 'options-general.php?page=tidings' ) : '',
	);
	wp_add_inline_script( 'tidings-editor', 'window.tidingsEditor = ' . wp_json_encode( $known, JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
}
