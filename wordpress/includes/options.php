<?php
/** How headlines look and behave: the same names, values and meanings as the options of the newsroom's widget. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/**
 * The table of options, from options.json: a list takes its words, the first by default; three numbers are the default and the range of whole numbers; a
 * pattern takes what it captures; empty text takes any text.
 */
function options(): array {
	static $table = null;
	$table ??= (array) wp_json_file_decode( dirname( __DIR__ ) . '/options.json', array( 'associative' => true ) );
	return $table;
}

/** What an option is where nothing is asked for. */
function default_of( string $name ) {
	$kind = options()[ $name ];
	if ( is_array( $kind ) ) {
		return $kind[0];
	}
	return '' === $kind ? '' : null;
}

/** Reads the options out of a block's attributes, a shortcode's or a form's. A wrong value is the default, and never an error. */
function parse_options( array $given ): array {
	$read = array();
	foreach ( options() as $name => $kind ) {
		$read[ $name ] = parse_value( $kind, $given[ $name ] ?? null ) ?? default_of( $name );
	}
	return $read;
}

/** The options of one place on the site: what it asks for itself, else what the settings say. And its feed. */
function place_options( array $given ): array {
	// A shortcode's names are in lower case, and what has no name is a flag that nobody asked for.
	$given = array_filter( $given, static fn( $value ) => is_scalar( $value ) && '' !== (string) $value );
	return parse_options( $given + settings()['look'] ) + array(
		'feed' => parse_feed_name( $given['feed'] ?? '' ) ?? settings()['feed'],
	);
}

function parse_value( $kind, $given ) {
	if ( ! is_scalar( $given ) || is_bool( $given ) ) {
		return null;
	}
	$text = trim( (string) $given );
	if ( '' === $kind ) {
		return sanitize_text_field( $text );
	}
	if ( is_string( $kind ) ) {
		return preg_match( $kind, $text, $found ) ? $found[1] : null;
	}
	if ( is_string( $kind[0] ) ) {
		return in_array( strtolower( $text ), $kind, true ) ? strtolower( $text ) : null;
	}
	return ctype_digit( $text ) && (int) $text >= $kind[1] && (int) $text <= $kind[2] ? (int) $text : null;
}
