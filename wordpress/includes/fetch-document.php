<?php
/** Requests to the newsroom. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** How long a visitor waits for the newsroom, and how long a background task does. */
const VISITOR_TIMEOUT_SECONDS    = 3;
const BACKGROUND_TIMEOUT_SECONDS = 10;

const MAX_BYTES = 4 * 1024 * 1024;

const MAX_REDIRECTS = 3;

/**
 * Requests a document, conditionally if `known` has the validators of a copy. `kind` is `fresh` (with `body`, `etag`, `modified`), `unchanged`, `gone` (410,
 * with `body`), `missing` (404) or `failed` (with `why`: `network`, `status` or `elsewhere`, and `detail`). Follows redirects only on the newsroom's host.
 */
function fetch_document( string $url, array $known = array(), int $timeout = VISITOR_TIMEOUT_SECONDS ): array {
	$headers = array( 'Accept' => 'application/feed+json, application/json;q=0.9, */*;q=0.1' );
	if ( ! empty( $known['etag'] ) ) {
		$headers['If-None-Match'] = $known['etag'];
	} elseif ( ! empty( $known['modified'] ) ) {
		$headers['If-Modified-Since'] = $known['modified'];
	}
	for ( $hop = 0; $hop <= MAX_REDIRECTS; $hop++ ) {
		if ( ! is_on_server( $url ) ) {
			return array( 'kind' => 'failed', 'why' => 'elsewhere', 'detail' => $url );
		}
		$answer = wp_safe_remote_get(
			$url,
			array(
				'timeout'             => $timeout,
				'redirection'         => 0,
				'headers'             => $headers,
				'limit_response_size' => MAX_BYTES,
				// WordPress's own User-Agent has the address of this site.
				'user-agent'          => 'Tidings-WordPress/' . VERSION,
			)
		);
		if ( is_wp_error( $answer ) ) {
			return array( 'kind' => 'failed', 'why' => 'network', 'detail' => $answer->get_error_message() );
		}
		$status   = (int) wp_remote_retrieve_response_code( $answer );
		$location = response_header( $answer, 'location' );
		if ( ! in_array( $status, array( 301, 302, 303, 307, 308 ), true ) || '' === $location ) {
			return parse_response( $status, $answer );
		}
		$url = \WP_Http::make_absolute_url( $location, $url );
	}
	return array( 'kind' => 'failed', 'why' => 'status', 'detail' => '3xx' );
}

function parse_response( int $status, array $answer ): array {
	$body = wp_remote_retrieve_body( $answer );
	return match ( $status ) {
		200     => array(
			'kind'     => 'fresh',
			'body'     => $body,
			'etag'     => response_header( $answer, 'etag' ),
			'modified' => response_header( $answer, 'last-modified' ),
		),
		304     => array( 'kind' => 'unchanged' ),
		410     => array( 'kind' => 'gone', 'body' => $body ),
		404     => array( 'kind' => 'missing' ),
		default => array( 'kind' => 'failed', 'why' => 'status', 'detail' => (string) $status ),
	};
}

/** The value of a header; the first if it came several times. */
function response_header( array $answer, string $name ): string {
	$value = wp_remote_retrieve_header( $answer, $name );
	return (string) ( is_array( $value ) ? reset( $value ) : $value );
}
