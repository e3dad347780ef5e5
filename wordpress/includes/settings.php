<?php
/** The settings of the site's administrator, stored as one option of the site. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

const SETTINGS = 'tidings_settings';

/** Minutes for which a copy is current: default, minimum, maximum. */
const CACHE_MINUTES = array( 5, 1, 1440 );

/** All settings. A missing or invalid one has its default. */
function settings(): array {
	static $read = null;
	$stored = get_option( SETTINGS );
	if ( null === $read || $read['stored'] !== $stored ) {
		$read = array(
			'stored'   => $stored,
			'settings' => sanitize_settings( $stored ),
		);
	}
	return $read['settings'];
}

/** Parses settings from a form or from the database. `look` has the options that differ from their defaults. */
function sanitize_settings( $given ): array {
	$given   = is_array( $given ) ? $given : array();
	$minutes = filter_var( $given['minutes'] ?? null, FILTER_VALIDATE_INT );
	$look    = is_array( $given['look'] ?? null ) ? $given['look'] : array();
	return array(
		'server'  => parse_server( $given['server'] ?? '' ),
		'feed'    => parse_feed_name( $given['feed'] ?? '' ) ?? 'top',
		'minutes' => is_int( $minutes ) && $minutes >= CACHE_MINUTES[1] && $minutes <= CACHE_MINUTES[2] ? $minutes : CACHE_MINUTES[0],
		'page'    => max( 0, (int) ( $given['page'] ?? 0 ) ),
		'look'    => array_map( 'strval', array_filter( parse_options( $look ), static fn( $value, $name ) => default_of( $name ) !== $value, ARRAY_FILTER_USE_BOTH ) ),
	);
}

/** The newsroom's URL without a final slash: of the settings, else of the download; empty if there is none. */
function server(): string {
	static $default = null;
	$default ??= parse_server( require dirname( __DIR__ ) . '/server.php' );
	$set       = settings()['server'];
	return '' === $set ? $default : $set;
}

/** An http(s) URL with a host; empty for anything else. */
function parse_server( $given ): string {
	$given = is_string( $given ) ? trim( $given ) : '';
	if ( '' !== $given && ! preg_match( '~^[a-z][a-z0-9+.-]*:~i', $given ) ) {
		$given = 'https://' . $given;
	}
	$parts = wp_parse_url( $given );
	if ( ! is_array( $parts ) || empty( $parts['host'] ) || ! in_array( strtolower( $parts['scheme'] ?? '' ), array( 'http', 'https' ), true ) ) {
		return '';
	}
	if ( isset( $parts['user'] ) || preg_match( '~[\s"\'<>\\\\]~', $given ) ) {
		return '';
	}
	$port = isset( $parts['port'] ) ? ':' . $parts['port'] : '';
	return strtolower( $parts['scheme'] . '://' . $parts['host'] ) . $port . rtrim( $parts['path'] ?? '', '/' );
}

/** `top`, `category/israel`, `c/abcdefgh`; null if the text is not the name of a feed. */
function parse_feed_name( $given ): ?string {
	$given = is_string( $given ) ? trim( $given ) : '';
	return preg_match( '~^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,99}(/[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,99})?$~u', $given ) ? $given : null;
}
