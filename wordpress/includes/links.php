<?php
/** Addresses: those from the newsroom are only ever http(s), and those of this site need no rewrite rules. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** Names in the query of this site's addresses: the article, as in the widget, and the page of an archive. */
const ARTICLE_PARAMETER = 'tidings';
const PAGE_PARAMETER    = 'tidings-page';

const ARTICLE_ID = '/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/D';

/** The address if it is http(s), else empty. */
function web_url( $url ): string {
	return is_string( $url ) && preg_match( '~^https?://[^\s]+$~i', $url ) ? esc_url_raw( $url, array( 'http', 'https' ) ) : '';
}

function feed_url( string $feed, string $ending = '' ): string {
	return server() . '/feeds/' . implode( '/', array_map( 'rawurlencode', explode( '/', $feed ) ) ) . $ending;
}

/** Whether an address is on the newsroom's own host, whatever its scheme: nothing else is ever fetched. */
function is_on_server( string $url ): bool {
	$ours   = wp_parse_url( server() );
	$theirs = wp_parse_url( $url );
	return '' !== web_url( $url ) && ! isset( $theirs['user'] ) && strtolower( $theirs['host'] ?? '' ) === ( $ours['host'] ?? null )
		&& ( ( $theirs['port'] ?? null ) === ( $ours['port'] ?? null ) );
}

/** A link into the newsroom, with `utm_source` where the site wants to count. */
function outward_url( string $url, array $options ): string {
	return '' === $options['utm'] ? $url : add_query_arg( 'utm_source', rawurlencode( $options['utm'] ), $url );
}

/** Where the headlines of a place lead: to this site's own page of articles if there is one, else to the newsroom. */
function story_url( array $item, array $options ): string {
	$here = 'archive' === $options['layout'] ? here() : own_page();
	return '' === $here ? outward_url( $item['url'], $options ) : add_query_arg( ARTICLE_PARAMETER, $item['id'], $here );
}

/** The page on which this is shown, without what chooses an article or a page in it. */
function here(): string {
	$url = is_singular() ? get_permalink( get_queried_object_id() ) : false;
	if ( ! $url ) {
		// The request's path holds the folder of a site that lives in one already, so only the host is taken from its address.
		$url = preg_replace( '~^(https?://[^/]+).*~i', '$1', home_url( '/' ) ) . sanitize_url( wp_unslash( $_SERVER['REQUEST_URI'] ?? '/' ) );
	}
	return remove_query_arg( array( ARTICLE_PARAMETER, PAGE_PARAMETER ), $url );
}

/** The page that the settings name for reading, if it is there for everybody. */
function own_page(): string {
	$page = settings()['page'];
	return $page > 0 && 'publish' === get_post_status( $page ) ? (string) get_permalink( $page ) : '';
}

/** Where a page of an archive begins: a document of the feed and a place in it. Signed, so that nobody can have this site fetch what was never offered. */
function page_token( string $cursor, int $offset ): string {
	return $cursor . '~' . $offset . '~' . substr( wp_hash( "tidings $cursor $offset" ), 0, 12 );
}

/** Cursor and offset of the page that is asked for; the first page for anything that `page_token` did not write. */
function asked_page(): array {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- reading; the token is signed.
	$token = isset( $_GET[ PAGE_PARAMETER ] ) && is_string( $_GET[ PAGE_PARAMETER ] ) ? wp_unslash( $_GET[ PAGE_PARAMETER ] ) : '';
	if ( ! preg_match( '/^([\w.-]{0,100})~(\d{1,4})~[0-9a-f]{12}$/', $token, $found ) || ! hash_equals( page_token( $found[1], (int) $found[2] ), $token ) ) {
		return array( '', 0 );
	}
	return array( $found[1], (int) $found[2] );
}

/** The article that is asked for, by id; empty if none is. */
function asked_article(): string {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- reading.
	$id = isset( $_GET[ ARTICLE_PARAMETER ] ) && is_string( $_GET[ ARTICLE_PARAMETER ] ) ? strtolower( wp_unslash( $_GET[ ARTICLE_PARAMETER ] ) ) : '';
	return preg_match( ARTICLE_ID, $id ) ? $id : '';
}
