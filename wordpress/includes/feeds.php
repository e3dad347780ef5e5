<?php
/** Loads feeds and articles of the newsroom. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** A feed, or its part after a cursor; null if there is nothing to show. */
function load_feed( string $feed, string $cursor = '' ): ?array {
	$url    = feed_url( $feed, '.json' ) . ( '' === $cursor ? '' : '?after=' . rawurlencode( $cursor ) );
	$answer = load_document( $url, __NAMESPACE__ . '\parse_feed', '' !== $cursor );
	return 'data' === $answer['kind'] ? $answer['data'] : null;
}

/** Whether the newsroom has just said that it has no such feed. */
function is_missing_feed( string $feed ): bool {
	$failure = get_transient( FAILED . key_of( feed_url( $feed, '.json' ) ) );
	return is_array( $failure ) && ( $failure['missing'] ?? false );
}

/** An article: `kind` is `data`, `gone` (with `data` for the reason, or null), `missing` or `failed`. While the newsroom answers, it is never older than the minutes in the settings. */
function load_article( string $id ): array {
	return load_document( article_json_url( $id ), __NAMESPACE__ . '\parse_article', true );
}

function article_json_url( string $id ): string {
	return server() . "/articles/$id.json";
}

/** Removes a retracted article's headline from the copy of a feed. */
function remove_retracted( string $id, string $feed ): void {
	$url  = feed_url( $feed, '.json' );
	$copy = last_good_copy( $url, false );
	if ( $copy && in_array( $id, array_column( $copy['data']['items'], 'id' ), true ) ) {
		$copy['data']['items'] = array_values( array_filter( $copy['data']['items'], static fn( $item ) => $item['id'] !== $id ) );
		store_copy( $copy, false );
	}
}

/** The newsroom's feeds, id => title; empty if they cannot be loaded. */
function list_feeds(): array {
	$answer = load_document( server() . '/feeds.opml', __NAMESPACE__ . '\parse_opml', true );
	return 'data' === $answer['kind'] ? $answer['data'] : array();
}

function parse_opml( string $xml ): ?array {
	// As the newsroom writes it. In another encoding a document type, and with it entities, would not be seen.
	$is_plain = 0 === stripos( $xml, '<?xml version="1.0" encoding="utf-8"?>' ) && ! str_contains( $xml, '<!DOCTYPE' );
	if ( ! $is_plain || ! function_exists( 'simplexml_load_string' ) ) {
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
			$feeds[ $id ] = one_line( (string) $outline['text'] );
		}
	}
	return $feeds;
}
