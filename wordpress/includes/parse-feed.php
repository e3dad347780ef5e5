<?php
/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) into what is shown; nothing that came is trusted. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

const GUID = 'urn:uuid:';

/** A feed's headlines, without their texts; null for anything that is no JSON Feed. */
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
		'title'     => line( $feed['title'] ?? '' ),
		'home'      => web_url( $feed['home_page_url'] ?? '' ),
		'publisher' => line( $feed['authors'][0]['name'] ?? '' ),
		'language'  => $language,
		'cursor'    => cursor_of( $feed['next_url'] ?? null ),
		'items'     => array_values( array_filter( array_map( static fn( $item ) => parse_item( $item, $language ), list_of( $feed['items'] ?? null ) ) ) ),
		'withdrawn' => $withdrawn,
	);
}

/** One article with its text, from a feed of one; for a withdrawn one `item` is null and `reason` says why. Null for anything else. */
function parse_article( string $json ): ?array {
	$feed = decode_feed( $json );
	if ( null === $feed ) {
		return null;
	}
	$given = list_of( $feed['items'] ?? null )[0] ?? null;
	$item  = parse_item( $given, language_of( $feed['language'] ?? null, '' ) );
	$farewell = list_of( $feed['_tidings']['withdrawn'] ?? null )[0] ?? array();
	if ( null === $item && array() === $farewell ) {
		return null;
	}
	if ( null !== $item ) {
		$item['html']    = is_string( $given['content_html'] ?? null ) ? $given['content_html'] : '';
		$item['licence'] = line( $given['_tidings']['licence'] ?? '' );
	}
	return array(
		'item'      => $item,
		'publisher' => line( $feed['authors'][0]['name'] ?? '' ),
		'reason'    => line( $farewell['reason'] ?? '' ),
	);
}

function decode_feed( string $json ): ?array {
	$feed = json_decode( $json, true, 32 );
	$is_feed = is_array( $feed ) && is_string( $feed['version'] ?? null ) && str_starts_with( $feed['version'], 'https://jsonfeed.org/version/' );
	return $is_feed && is_array( $feed['items'] ?? null ) ? $feed : null;
}

/** What a headline needs; null where there is no id, address or title. Dates are seconds. */
function parse_item( $given, string $language ): ?array {
	if ( ! is_array( $given ) ) {
		return null;
	}
	$item = array(
		'id'        => id_of( $given['id'] ?? null ),
		'url'       => web_url( $given['url'] ?? '' ),
		'title'     => line( $given['title'] ?? '' ),
		'summary'   => line( $given['summary'] ?? '' ),
		'published' => seconds_of( $given['date_published'] ?? null ),
		'byline'    => implode( ', ', array_filter( array_map( static fn( $author ) => line( $author['name'] ?? '' ), list_of( $given['authors'] ?? null ) ) ) ),
		'language'  => language_of( $given['language'] ?? null, $language ),
		'picture'   => parse_picture( $given ),
	);
	return '' === $item['id'] || '' === $item['url'] || '' === $item['title'] ? null : $item;
}

/** The small copy where there is one: a headline needs no more. */
function parse_picture( array $given ): ?array {
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

/** A list of objects, whatever came. */
function list_of( $given ): array {
	return is_array( $given ) ? array_values( array_filter( $given, 'is_array' ) ) : array();
}

/** Plain text on one line. It is escaped where it is written. */
function line( $given ): string {
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

/** Of the address of the next page what tells it from the first. */
function cursor_of( $next_url ): string {
	wp_parse_str( (string) wp_parse_url( is_string( $next_url ) ? $next_url : '', PHP_URL_QUERY ), $query );
	return is_string( $query['after'] ?? null ) && preg_match( '/^[\w.-]{1,100}$/', $query['after'] ) ? $query['after'] : '';
}
