<?php
/** The few words that visitors read, in the language of the headlines, which need not be the site's. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** The words in a language (BCP 47), in English where they were never said in it; `language` says which it is. The filter `tidings_words` can replace them. */
function words( string $language ): array {
	static $table = null;
	$table  ??= (array) wp_json_file_decode( dirname( __DIR__ ) . '/words.json', array( 'associative' => true ) );
	$primary  = strtolower( strtok( $language . '-', '-_' ) );
	$known    = isset( $table[ $primary ] ) ? $primary : 'en';
	$words    = array( 'language' => $known ) + $table[ $known ];
	return array_merge( $words, (array) apply_filters( 'tidings_words', $words, $language ) );
}

/** Whether a language is written from right to left. */
function is_right_to_left( string $language ): bool {
	return (bool) preg_match( '/^(ar|he|iw|fa|ur|yi|ps|sd|ug|dv|syr)\b|-(arab|hebr|syrc|thaa)\b/i', $language );
}
