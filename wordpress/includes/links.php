<?php
/** URLs of the newsroom, which are always http(s), and of this site, which need no rewrite rules. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** Query parameters of this site: the article, as in the widget, and the page of an archive. */
const ARTICLE_PARAMETER = 'tidings';
const PAGE_PARAMETER    = 'tidings-page';

const ARTICLE_ID = '/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/D';

/** The URL if it is http(s), else empty. */
function web_url( $url ): string {
	return is_string( $url ) && preg_match( '~^https?://[^\s]+$~i', $url ) ? esc_url_raw( $url, array( 'http', 'https' ) ) : '';
}

function feed_url( string $feed, string $ending = '' ): string {
	return server() . '/feeds/' . implode( '/', array_map( 'rawurlencode', explode( '/', $feed ) ) ) . $ending;
}

/** Whether a URL is on the newsroom's host, with either scheme. The plugin requests no others. */
function is_on_server( string $url ): bool {
	$ours   = wp_parse_url( server() );
	$theirs = wp_parse_url( $url );
	return '' !== web_url( $url ) && ! isset( $theirs['user'] ) && strtolower( $theirs['host'] ?? '' ) === ( $ours['host'] ?? null )
		&& ( ( $theirs['port'] ?? null ) === ( $ours['port'] ?? null ) );
}

/** A link to the newsroom, with `utm_source` if that option is set. */
function newsroom_link( string $url, array $options ): string {
	return '' === $options['utm'] ? $url : add_query_arg( 'utm_source', rawurlencode( $options['utm'] ), $url );
}

/** Where a headline links to: the article on this site if it has a page for articles, else on the newsroom's. */
function article_link( array $item, array $options ): string {
	$here = 'archive' === $options['layout'] ? current_page_url() : article_page_url();
	return '' === $here ? newsroom_link( $item['url'], $options ) : add_query_arg( ARTICLE_PARAMETER, $item['id'], $here );
}

/** The URL of the present page, without our query parameters. */
function current_page_url(): string {
	$url = is_singular() ? get_permalink( get_queried_object_id() ) : false;
	if ( ! $url ) {
		// The request's path includes the folder of a site that is in one, so only the host comes from `home_url`.
		$url = preg_replace( '~^(https?://[^/]+).*~i', '$1', home_url( '/' ) ) . sanitize_url( wp_unslash( $_SERVER['REQUEST_URI'] ?? '/' ) );
	}
	return remove_query_arg( array( ARTICLE_PARAMETER, PAGE_PARAMETER ), $url );
}

/** The URL of the page for articles in the settings, if that page is published; else empty. */
function article_page_url(): string {
	$page = settings()['page'];
	return $page > 0 && 'publish' === get_post_status( $page ) ? (string) get_permalink( $page ) : '';
}

/** The start of a page of an archive: a cursor of the feed and an offset after it. Signed, so that visitors cannot make this site request other pages. */
function page_token( string $cursor, int $offset ): string {
	return $cursor . '~' . $offset . '~' . substr( wp_hash( "tidings $cursor $offset" ), 0, 12 );
}

/** Cursor and offset of the requested page; those of the first page if the token is invalid. */
function requested_page(): array {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- reading; the token is signed.
	$token = isset( $_GET[ PAGE_PARAMETER ] ) && is_string( $_GET[ PAGE_PARAMETER ] ) ? wp_unslash( $_GET[ PAGE_PARAMETER ] ) : '';
	if ( ! preg_match( '/^([\w.-]{0,100})~(\d{1,4})~[0-9a-f]{12}$/', $token, $found ) || ! hash_equals( page_token( $found[1], (int) $found[2] ), $token ) ) {
		return array( '', 0 );
	}
	return array( $found[1], (int) $found[2] );
}

/** The id of the requested article; empty if there is none. */
function requested_article_id(): string {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- reading.
	$id = isset( $_GET[ ARTICLE_PARAMETER ] ) && is_string( $_GET[ ARTICLE_PARAMETER ] ) ? strtolower( wp_unslash( $_GET[ ARTICLE_PARAMETER ] ) ) : '';
	return preg_match( ARTICLE_ID, $id ) ? $id : '';
}
