<?php
/** Texts for visitors, in the language of the headlines, which may differ from the site's. `translations.json` is generated when the plugin is packed. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** The texts in a language (BCP 47), or in English if there is no translation; `language` says which. The filter `tidings_words` can change them. */
function translations( string $language ): array {
	static $table = null;
	$table  ??= (array) wp_json_file_decode( dirname( __DIR__ ) . '/translations.json', array( 'associative' => true ) );
	$primary  = strtolower( strtok( $language . '-', '-_' ) );
	$known    = isset( $table[ $primary ] ) ? $primary : 'en';
	return array_merge( $table[ $known ], (array) apply_filters( 'tidings_words', $table[ $known ], $language ) );
}

/** The attributes `lang` and `dir` of a text. Without a language, its first letter decides its direction. */
function language_attributes( string $language ): string {
	return '' === $language ? ' dir="auto"' : sprintf( ' lang="%s" dir="%s"', esc_attr( $language ), is_right_to_left( $language ) ? 'rtl' : 'ltr' );
}

function is_right_to_left( string $language ): bool {
	return (bool) preg_match( '/^(ar|ckb|dv|fa|he|iw|ps|sd|syr|ug|ur|yi)\b|-(arab|hebr|syrc|thaa)\b/i', $language );
}
