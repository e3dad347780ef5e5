<?php
/** What the newsroom has: feeds, their pages, articles. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** A feed, or what of it stands behind a cursor; null where there is nothing to show. */
function load_feed( string $feed, string $cursor = '' ): ?array {
	$url    = feed_url( $feed, '.json' ) . ( '' === $cursor ? '' : '?after=' . rawurlencode( $cursor ) );
	$answer = load_document( $url, __NAMESPACE__ . '\parse_feed', '' !== $cursor );
	return 'data' === $answer['kind'] ? $answer['data'] : null;
}

/** An article: `kind` is `data`, `gone` (with `data`, or null, for the reason), `missing` or `failed`. It is never older than the settings say while the newsroom answers. */
function load_article( string $id ): array {
	return load_document( article_json_url( $id ), __NAMESPACE__ . '\parse_article', true );
}

function article_json_url( string $id ): string {
	return server() . "/articles/$id.json";
}

/** Takes what was withdrawn out of what is kept: the article itself and, where it is shown, the headline. */
function withdraw( string $id, string $feed ): void {
	$url  = feed_url( $feed, '.json' );
	$copy = last_good( $url, false );
	if ( $copy && in_array( $id, array_column( $copy['data']['items'], 'id' ), true ) ) {
		$copy['data']['items'] = array_values( array_filter( $copy['data']['items'], static fn( $item ) => $item['id'] !== $id ) );
		keep( $copy, false );
	}
}

/** The newsroom's feeds, id => title, for a list to choose from; empty where it does not say. */
function list_feeds(): array {
	$answer = load_document( server() . '/feeds.opml', __NAMESPACE__ . '\parse_opml', true );
	return 'data' === $answer['kind'] ? $answer['data'] : array();
}

function parse_opml( string $xml ): ?array {
	if ( ! function_exists( 'simplexml_load_string' ) || str_contains( $xml, '<!DOCTYPE' ) ) {
		return null;
	}
	$before = libxml_use_internal_errors( true );
	$opml   = simplexml_load_string( $xml, \SimpleXMLElement::class, LIBXML_NONET );
	libxml_clear_errors();
	libxml_use_internal_errors( $before );
	if ( false === $opml ) {
		return null;
	}
	$feeds = array();
	foreach ( $opml->xpath( '//outline[@htmlUrl]' ) as $outline ) {
		$at = strpos( (string) $outline['htmlUrl'], '/feeds/' );
		$id = false === $at ? null : parse_feed_name( rawurldecode( substr( (string) $outline['htmlUrl'], $at + strlen( '/feeds/' ) ) ) );
		if ( null !== $id ) {
			$feeds[ $id ] = line( (string) $outline['text'] );
		}
	}
	return $feeds;
}
