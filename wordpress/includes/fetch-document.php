<?php
/** One request to the newsroom. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** Seconds that a visitor may wait for the newsroom, and that a task in the background may. */
const PATIENCE            = 3;
const BACKGROUND_PATIENCE = 10;

/** Bytes: more is no feed of headlines. */
const MOST_BYTES = 4 * 1024 * 1024;

const MOST_REDIRECTS = 3;

/**
 * Asks for a document with what is known of the last copy. `kind` is `fresh` (with `body`, `etag`, `modified`), `unchanged`, `gone` (410, with `body`),
 * `missing` (404) or `failed` (with `why`, a code: `network`, `status`, `elsewhere`). Follows redirects on the newsroom's own host only.
 */
function fetch_document( string $url, array $known = array(), int $patience = PATIENCE ): array {
	$headers = array( 'Accept' => 'application/feed+json, application/json;q=0.9, */*;q=0.1' );
	if ( ! empty( $known['etag'] ) ) {
		$headers['If-None-Match'] = $known['etag'];
	} elseif ( ! empty( $known['modified'] ) ) {
		$headers['If-Modified-Since'] = $known['modified'];
	}
	for ( $hop = 0; $hop <= MOST_REDIRECTS; $hop++ ) {
		if ( ! is_on_server( $url ) ) {
			return array( 'kind' => 'failed', 'why' => 'elsewhere', 'detail' => $url );
		}
		$answer = wp_remote_get(
			$url,
			array(
				'timeout'             => $patience,
				'redirection'         => 0,
				'headers'             => $headers,
				'limit_response_size' => MOST_BYTES,
				// Without the site's address, which WordPress would add.
				'user-agent'          => 'Tidings-WordPress/' . VERSION,
			)
		);
		if ( is_wp_error( $answer ) ) {
			return array( 'kind' => 'failed', 'why' => 'network', 'detail' => $answer->get_error_message() );
		}
		$status   = (int) wp_remote_retrieve_response_code( $answer );
		$location = header_of( $answer, 'location' );
		if ( ! in_array( $status, array( 301, 302, 303, 307, 308 ), true ) || '' === $location ) {
			return interpret( $status, $answer );
		}
		$url = \WP_Http::make_absolute_url( $location, $url );
	}
	return array( 'kind' => 'failed', 'why' => 'status', 'detail' => '3xx' );
}

function interpret( int $status, array $answer ): array {
	$body = wp_remote_retrieve_body( $answer );
	return match ( $status ) {
		200     => array(
			'kind'     => 'fresh',
			'body'     => $body,
			'etag'     => header_of( $answer, 'etag' ),
			'modified' => header_of( $answer, 'last-modified' ),
		),
		304     => array( 'kind' => 'unchanged' ),
		410     => array( 'kind' => 'gone', 'body' => $body ),
		404     => array( 'kind' => 'missing' ),
		default => array( 'kind' => 'failed', 'why' => 'status', 'detail' => (string) $status ),
	};
}

/** A header's value; the first where it came twice. */
function header_of( array $answer, string $name ): string {
	$value = wp_remote_retrieve_header( $answer, $name );
	return (string) ( is_array( $value ) ? reset( $value ) : $value );
}
