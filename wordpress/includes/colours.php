<?php
/** Colours with enough contrast. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** WCAG 2.2, 1.4.3. */
const MIN_CONTRAST = 4.5;

/** The accent as a CSS colour; empty if its contrast is too low: with black for the dark theme, else with white. The server does not know the real background. */
function accent( array $options ): string {
	$digits = $options['accent'];
	if ( null === $digits ) {
		return '';
	}
	$hex       = 3 === strlen( $digits ) ? preg_replace( '/./', '$0$0', $digits ) : $digits;
	$background    = 'dark' === $options['theme'] ? 0.0 : 1.0;
	$luminance = luminance( $hex );
	$contrast  = ( max( $luminance, $background ) + 0.05 ) / ( min( $luminance, $background ) + 0.05 );
	return $contrast >= MIN_CONTRAST ? '#' . strtolower( $hex ) : '';
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
