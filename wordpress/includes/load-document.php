<?php
/** Loads documents of the newsroom from copies or by requests. Of several visitors at once, only one waits for a request. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** The task of wp-cron that fetches a feed, so that no visitor waits for it. */
const REFRESH = 'tidings_refresh';

add_action( REFRESH, __NAMESPACE__ . '\refresh_in_background' );

/** Requests a minute for articles and older pages without a copy. More come only from robots that invent URLs. */
const MAX_LOOKUPS = 60;

/**
 * Loads a document. `$parse` returns its data, or null if it is invalid. `kind` is `data`, `gone` (with `data` for the reason, or null), `missing` or
 * `failed`. A current copy is returned at once. A feed's copy that is up to twice the minutes in the settings old is returned too, and wp-cron fetches a
 * new one. For anything older one visitor waits for the request. After a failure there is no request for the document for five minutes; if the newsroom
 * could not be reached, no request at all for one minute.
 */
function load_document( string $url, callable $parse, bool $is_transient ): array {
	if ( '' === server() ) {
		return array( 'kind' => 'failed' );
	}
	$current = get_transient( CURRENT . key_of( $url ) );
	if ( is_array( $current ) ) {
		return array( 'kind' => 'data', 'data' => $current );
	}
	$copy     = last_good_copy( $url, $is_transient );
	$fallback = $copy ? array( 'kind' => 'data', 'data' => $copy['data'] ) : array( 'kind' => 'failed' );
	$failure  = get_transient( FAILED . key_of( $url ) );
	if ( is_array( $failure ) ) {
		return 'failed' === $failure['kind'] ? $fallback : $failure;
	}
	if ( $copy && ! $is_transient && $copy['checked'] > time() - 2 * settings()['minutes'] * MINUTE_IN_SECONDS && schedule_refresh( $url ) ) {
		return $fallback;
	}
	if ( ! $copy && $is_transient && ! may_look_up() ) {
		return $fallback;
	}
	return refresh( $url, $parse, $is_transient ) ?? $fallback;
}

/** Requests a document now; null if that gave nothing to show, or another process has the lock. */
function refresh( string $url, callable $parse, bool $is_transient, int $timeout = VISITOR_TIMEOUT_SECONDS ): ?array {
	if ( get_transient( UNREACHABLE ) || ! take_lock( $url ) ) {
		return null;
	}
	try {
		$copy   = last_good_copy( $url, $is_transient );
		$answer = fetch_document( $url, $copy ?? array(), $timeout );
		$data   = match ( $answer['kind'] ) {
			'fresh'     => $parse( $answer['body'] ),
			'unchanged' => $copy['data'] ?? null,
			default     => null,
		};
		if ( null !== $data ) {
			$validators = 'fresh' === $answer['kind'] ? $answer : $copy;
			store_copy(
				array(
					'url'      => $url,
					'etag'     => $validators['etag'],
					'modified' => $validators['modified'],
					'checked'  => time(),
					'data'     => $data,
				),
				$is_transient
			);
			// A feed lists retracted articles for a month.
			foreach ( is_array( $data['withdrawn'] ?? null ) ? $data['withdrawn'] : array() as $id ) {
				delete_copies( article_json_url( $id ) );
			}
			return array( 'kind' => 'data', 'data' => $data );
		}
		return store_failure( $url, $answer, $parse, $is_transient );
	} finally {
		release_lock( $url );
	}
}

/** Stores a failure. For an article, 410 and 404 are results; for a feed, they are failures, and its copy stays. */
function store_failure( string $url, array $answer, callable $parse, bool $is_transient ): ?array {
	$is_result = $is_transient && in_array( $answer['kind'], array( 'gone', 'missing' ), true );
	if ( $is_result ) {
		delete_copies( $url );
	}
	$failure = $is_result
		? array( 'kind' => $answer['kind'], 'data' => 'gone' === $answer['kind'] ? $parse( $answer['body'] ) : null )
		: array( 'kind' => 'failed', 'missing' => 'missing' === $answer['kind'] );
	set_transient( FAILED . key_of( $url ), $failure, FAILED_MINUTES * MINUTE_IN_SECONDS );
	if ( 'network' === ( $answer['why'] ?? '' ) ) {
		set_transient( UNREACHABLE, 1, UNREACHABLE_SECONDS );
	}
	return $is_result ? $failure : null;
}

/** Whether wp-cron will fetch the document. */
function schedule_refresh( string $url ): bool {
	return wp_next_scheduled( REFRESH, array( $url ) ) || true === wp_schedule_single_event( time(), REFRESH, array( $url ) );
}

function refresh_in_background( string $url ): void {
	if ( is_on_server( $url ) ) {
		refresh( $url, __NAMESPACE__ . '\parse_feed', false, BACKGROUND_TIMEOUT_SECONDS );
	}
}

function may_look_up(): bool {
	$counter = 'tidings_lookups_' . intdiv( time(), MINUTE_IN_SECONDS );
	$count   = (int) get_transient( $counter );
	if ( $count >= MAX_LOOKUPS ) {
		return false;
	}
	set_transient( $counter, $count + 1, 2 * MINUTE_IN_SECONDS );
	return true;
}
