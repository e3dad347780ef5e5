<?php
/** Colours that can be read. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** WCAG 2.2, 1.4.3. */
const READABLE = 4.5;

/**
 * The accent as a CSS colour, or empty where it could not be read: on black with the dark theme, else on white. What is behind the headlines is not known on
 * the server, so `theme` says it.
 */
function accent( array $options ): string {
	$digits = $options['accent'];
	if ( null === $digits ) {
		return '';
	}
	$hex       = 3 === strlen( $digits ) ? preg_replace( '/./', '$0$0', $digits ) : $digits;
	$ground    = 'dark' === $options['theme'] ? 0.0 : 1.0;
	$luminance = luminance( $hex );
	$contrast  = ( max( $luminance, $ground ) + 0.05 ) / ( min( $luminance, $ground ) + 0.05 );
	return $contrast >= READABLE ? '#' . strtolower( $hex ) : '';
}

/** Relative luminance, 0 to 1, of six hexadecimal digits. */
function luminance( string $hex ): float {
	list( $red, $green, $blue ) = array_map(
		static function ( string $pair ): float {
			$channel = hexdec( $pair ) / 255;
			return $channel <= 0.04045 ? $channel / 12.92 : ( ( $channel + 0.055 ) / 1.055 ) ** 2.4;
		},
		str_split( $hex, 2 )
	);
	return 0.2126 * $red + 0.7152 * $green + 0.0722 * $blue;
}
