<?php
/** Parses JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). Nothing in a feed is trusted. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

const GUID = 'urn:uuid:';

/** A feed's headlines, without the articles' text; null if it is not a JSON Feed. */
function parse_feed( string $json ): ?array {
	$feed = decode_feed( $json );
	if ( null === $feed ) {
		return null;
	}
	$language = language_of( $feed['language'] ?? null, '' );
	$withdrawn = array();
	foreach ( list_of( $feed['_tidings']['withdrawn'] ?? null ) as $entry ) {
		$id = id_of( $entry['id'] ?? null );
		if ( '' !== $id ) {
			$withdrawn[] = $id;
		}
	}
	return array(
		'title'     => one_line( $feed['title'] ?? '' ),
		'home'      => web_url( $feed['home_page_url'] ?? '' ),
		'publisher' => one_line( $feed['authors'][0]['name'] ?? '' ),
		'language'  => $language,
		'cursor'    => cursor_of( $feed['next_url'] ?? null ),
		'items'     => array_values( array_filter( array_map( static fn( $item ) => parse_item( $item, $language ), list_of( $feed['items'] ?? null ) ) ) ),
		'withdrawn' => $withdrawn,
	);
}

/** One article with its text, from a feed with one item. For a retracted article `item` is null and `reason` says why. Null for anything else. */
function parse_article( string $json ): ?array {
	$feed = decode_feed( $json );
	if ( null === $feed ) {
		return null;
	}
	$given     = list_of( $feed['items'] ?? null )[0] ?? null;
	$item      = parse_item( $given, language_of( $feed['language'] ?? null, '' ) );
	$tombstone = list_of( $feed['_tidings']['withdrawn'] ?? null )[0] ?? array();
	if ( null === $item && array() === $tombstone ) {
		return null;
	}
	if ( null !== $item ) {
		$item['html']    = is_string( $given['content_html'] ?? null ) ? $given['content_html'] : '';
		$item['licence'] = one_line( $given['_tidings']['licence'] ?? '' );
	}
	return array(
		'item'      => $item,
		'publisher' => one_line( $feed['authors'][0]['name'] ?? '' ),
		'reason'    => one_line( $tombstone['reason'] ?? '' ),
	);
}

function decode_feed( string $json ): ?array {
	$feed = json_decode( $json, true, 32 );
	$is_feed = is_array( $feed ) && is_string( $feed['version'] ?? null ) && str_starts_with( $feed['version'], 'https://jsonfeed.org/version/' );
	return $is_feed && is_array( $feed['items'] ?? null ) ? $feed : null;
}

/** A headline; null without an id, a URL or a title. `published` is in seconds. */
function parse_item( $given, string $language ): ?array {
	if ( ! is_array( $given ) ) {
		return null;
	}
	$item = array(
		'id'        => id_of( $given['id'] ?? null ),
		'url'       => web_url( $given['url'] ?? '' ),
		'title'     => one_line( $given['title'] ?? '' ),
		'summary'   => one_line( $given['summary'] ?? '' ),
		'published' => seconds_of( $given['date_published'] ?? null ),
		'byline'    => implode( ', ', array_filter( array_map( static fn( $author ) => one_line( $author['name'] ?? '' ), list_of( $given['authors'] ?? null ) ) ) ),
		'language'  => language_of( $given['language'] ?? null, $language ),
		'picture'   => parse_image( $given ),
	);
	return '' === $item['id'] || '' === $item['url'] || '' === $item['title'] ? null : $item;
}

/** The small version of an item's image, if there is one, else the image. */
function parse_image( array $given ): ?array {
	$described = is_array( $given['_tidings']['image'] ?? null ) ? $given['_tidings']['image'] : array();
	$small     = is_array( $described['thumbnail'] ?? null ) ? $described['thumbnail'] : array();
	$url       = web_url( $small['url'] ?? '' );
	$size      = '' === $url ? $described : $small;
	$url       = '' === $url ? web_url( $given['image'] ?? '' ) : $url;
	return '' === $url ? null : array(
		'url'    => $url,
		'width'  => is_int( $size['width'] ?? null ) ? max( 0, $size['width'] ) : 0,
		'height' => is_int( $size['height'] ?? null ) ? max( 0, $size['height'] ) : 0,
	);
}

/** The objects of a list; none if it is not a list. */
function list_of( $given ): array {
	return is_array( $given ) ? array_values( array_filter( $given, 'is_array' ) ) : array();
}

/** Plain text on one line, not escaped. */
function one_line( $given ): string {
	return is_string( $given ) ? trim( preg_replace( '/\s+/u', ' ', wp_check_invalid_utf8( $given ) ) ?? '' ) : '';
}

function id_of( $guid ): string {
	$id = is_string( $guid ) && str_starts_with( $guid, GUID ) ? substr( $guid, strlen( GUID ) ) : '';
	return preg_match( ARTICLE_ID, $id ) ? $id : '';
}

function language_of( $given, string $otherwise ): string {
	return is_string( $given ) && preg_match( '/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i', $given ) ? $given : $otherwise;
}

function seconds_of( $date ): int {
	$seconds = is_string( $date ) ? strtotime( $date ) : false;
	return false === $seconds ? 0 : $seconds;
}

/** The cursor in the URL of a feed's next page. */
function cursor_of( $next_url ): string {
	wp_parse_str( (string) wp_parse_url( is_string( $next_url ) ? $next_url : '', PHP_URL_QUERY ), $query );
	return is_string( $query['after'] ?? null ) && preg_match( '/^[\w.-]{1,100}$/', $query['after'] ) ? $query['after'] : '';
}
