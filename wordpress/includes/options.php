<?php
/** The options of an embed, with the same names and values as those of the newsroom's widget. `options.json` is generated from the widget when the plugin is packed. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** Options of which each block and shortcode has its own value, never the site's. */
const NOT_IN_SETTINGS = array( 'title', 'max-age-days' );

/** Contents of options.json. */
function option_file(): array {
	static $file = null;
	$file ??= (array) wp_json_file_decode( dirname( __DIR__ ) . '/options.json', array( 'associative' => true ) );
	return $file;
}

/** The options by name: `kind` (choice, number, colour, language, text), `default`, `label`, `hint`, and by kind `choices`, `min` and `max`, or `pattern`. */
function options(): array {
	return option_file()['options'];
}

/** The options in groups for a form: `label` and `options`, each by name with its texts in the language of the administration. */
function translated_option_groups(): array {
	$groups = array();
	foreach ( option_file()['groups'] as $group ) {
		$options = array();
		foreach ( $group['options'] as $name ) {
			$options[ $name ] = translate_option( options()[ $name ] );
		}
		$groups[] = array(
			'label'   => '' === $group['label'] ? __( 'Headlines', 'tidings' ) : __( $group['label'], 'tidings' ),
			'options' => $options,
		);
	}
	return $groups;
}

function translate_option( array $option ): array {
	$option['label'] = __( $option['label'], 'tidings' );
	$option['hint']  = '' === $option['hint'] ? '' : __( $option['hint'], 'tidings' );
	foreach ( array_keys( $option['choices'] ?? array() ) as $index ) {
		$option['choices'][ $index ][1] = __( $option['choices'][ $index ][1], 'tidings' );
	}
	return $option;
}

function default_of( string $name ) {
	return options()[ $name ]['default'];
}

/** Parses the options of a block, a shortcode or a form. An invalid value counts as the default. */
function parse_options( array $given ): array {
	$parsed = array();
	foreach ( options() as $name => $option ) {
		$parsed[ $name ] = parse_value( $option, $given[ $name ] ?? null ) ?? $option['default'];
	}
	return $parsed;
}

/** The options and the feed of one embed: its own values first, then those of the settings. */
function embed_options( array $given ): array {
	$given = array_filter( $given, static fn( $value ) => is_scalar( $value ) && '' !== (string) $value );
	return parse_options( $given + settings()['look'] ) + array(
		'feed' => parse_feed_name( $given['feed'] ?? '' ) ?? settings()['feed'],
	);
}

function parse_value( array $option, $given ) {
	if ( ! is_scalar( $given ) || is_bool( $given ) ) {
		return null;
	}
	$text = trim( (string) $given );
	switch ( $option['kind'] ) {
		case 'text':
			return sanitize_text_field( $text );
		case 'choice':
			return in_array( strtolower( $text ), array_column( $option['choices'], 0 ), true ) ? strtolower( $text ) : null;
		case 'number':
			return ctype_digit( $text ) && (int) $text >= $option['min'] && (int) $text <= $option['max'] ? (int) $text : null;
		default:
			return preg_match( $option['pattern'], $text, $found ) ? $found[1] : null;
	}
}
