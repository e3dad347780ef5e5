<?php
/** Documents of the newsroom as they are shown: current, else the last good ones, and never a visitor waiting for what another one already fetches. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** The task of wp-cron that fetches a feed before somebody has to wait for it. */
const REFRESH = 'tidings_refresh';

add_action( REFRESH, __NAMESPACE__ . '\refresh_in_background' );

/** Lookups a minute of articles and old pages that nothing is known of: more is a robot that makes addresses up. */
const MOST_UNKNOWN = 60;

/**
 * Loads a document and gives what `$parse` made of it, which is null for nonsense: `kind` is `data`, `gone` (with `data` of the farewell, or null), `missing` or
 * `failed`. What is current is given at once. A feed that is a little too old is given too, and fetched behind the visitor's back; what is older is asked
 * for now, by one visitor, with little patience. After a failure nobody asks for the document for five minutes, and where the newsroom could not be
 * reached at all, for anything for one.
 */
function load_document( string $url, callable $parse, bool $is_passing ): array {
	if ( '' === server() ) {
		return array( 'kind' => 'failed' );
	}
	$current = get_transient( CURRENT . key_of( $url ) );
	if ( is_array( $current ) ) {
		return array( 'kind' => 'data', 'data' => $current );
	}
	$copy   = last_good( $url, $is_passing );
	$instead = $copy ? array( 'kind' => 'data', 'data' => $copy['data'] ) : array( 'kind' => 'failed' );
	$failure = get_transient( FAILED . key_of( $url ) );
	if ( is_array( $failure ) ) {
		return 'failed' === $failure['kind'] ? $instead : $failure;
	}
	if ( $copy && ! $is_passing && $copy['checked'] > time() - 2 * settings()['minutes'] * MINUTE_IN_SECONDS && schedule_refresh( $url ) ) {
		return $instead;
	}
	if ( ! $copy && $is_passing && ! may_look_up() ) {
		return $instead;
	}
	return refresh( $url, $parse, $is_passing ) ?? $instead;
}

/** Asks the newsroom now; null where that gave nothing to show, or somebody else is asking. */
function refresh( string $url, callable $parse, bool $is_passing, int $patience = PATIENCE ): ?array {
	if ( get_transient( SILENT ) || ! take_lock( $url ) ) {
		return null;
	}
	try {
		$copy   = last_good( $url, $is_passing );
		$answer = fetch_document( $url, $copy ?? array(), $patience );
		$data   = match ( $answer['kind'] ) {
			'fresh'     => $parse( $answer['body'] ),
			'unchanged' => $copy['data'] ?? null,
			default     => null,
		};
		if ( null !== $data ) {
			$validators = 'fresh' === $answer['kind'] ? $answer : $copy;
			keep(
				array(
					'url'      => $url,
					'etag'     => $validators['etag'],
					'modified' => $validators['modified'],
					'checked'  => time(),
					'data'     => $data,
				),
				$is_passing
			);
			// A feed says for a month what it withdrew.
			foreach ( is_array( $data['withdrawn'] ?? null ) ? $data['withdrawn'] : array() as $id ) {
				forget( article_json_url( $id ) );
			}
			return array( 'kind' => 'data', 'data' => $data );
		}
		return remember_failure( $url, $answer, $parse, $is_passing );
	} finally {
		release_lock( $url );
	}
}

/** An article that is gone, and an address that names nothing, are answers, and kept as such; a feed that is not where it was is taken for a fault. */
function remember_failure( string $url, array $answer, callable $parse, bool $is_passing ): ?array {
	$is_answer = $is_passing && in_array( $answer['kind'], array( 'gone', 'missing' ), true );
	if ( $is_answer ) {
		forget( $url );
	}
	$failure = $is_answer
		? array( 'kind' => $answer['kind'], 'data' => 'gone' === $answer['kind'] ? $parse( $answer['body'] ) : null )
		: array( 'kind' => 'failed' );
	set_transient( FAILED . key_of( $url ), $failure, FAILED_MINUTES * MINUTE_IN_SECONDS );
	if ( 'network' === ( $answer['why'] ?? '' ) ) {
		set_transient( SILENT, 1, SILENT_SECONDS );
	}
	return $is_answer ? $failure : null;
}

/** Whether wp-cron will see to it. */
function schedule_refresh( string $url ): bool {
	return wp_next_scheduled( REFRESH, array( $url ) ) || true === wp_schedule_single_event( time(), REFRESH, array( $url ) );
}

function refresh_in_background( string $url ): void {
	if ( is_on_server( $url ) ) {
		refresh( $url, __NAMESPACE__ . '\parse_feed', false, BACKGROUND_PATIENCE );
	}
}

function may_look_up(): bool {
	$counter = 'tidings_lookups_' . intdiv( time(), MINUTE_IN_SECONDS );
	$count   = (int) get_transient( $counter );
	if ( $count >= MOST_UNKNOWN ) {
		return false;
	}
	set_transient( $counter, $count + 1, 2 * MINUTE_IN_SECONDS );
	return true;
}
