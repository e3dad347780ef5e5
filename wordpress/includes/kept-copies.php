<?php
/**
 * What is kept of the newsroom's documents. A copy that may be shown without asking is a transient; beneath it lies the last good one. That of a feed is an
 * option, since a transient may vanish at any time; those of older pages and of articles, of which there are thousands, are transients that last a week.
 */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

const LAST_GOOD = 'tidings_copy_';
const CURRENT   = 'tidings_now_';
const FAILED    = 'tidings_failed_';
const LOCK      = 'tidings_lock_';
const SILENT    = 'tidings_silent';

/** How long the last good copy outlives a silent newsroom, and one that can be fetched again is kept at all. */
const MOST_DAYS     = 30;
const PASSING_DAYS  = 7;
const FAILED_MINUTES = 5;

/** How long nobody asks the newsroom for anything after it could not be reached: visitors of a thousand articles would each wait for it. */
const SILENT_SECONDS = 60;

/** Seconds after which whoever holds a lock is taken for dead. */
const LOCK_SECONDS = 60;

function key_of( string $url ): string {
	return md5( $url );
}

/** The last good copy: `url`, `etag`, `modified`, `checked` (seconds) and `data`; null if there is none, or it is too old to be shown to anybody. */
function last_good( string $url, bool $is_passing ): ?array {
	$name = LAST_GOOD . key_of( $url );
	$copy = $is_passing ? get_transient( $name ) : get_option( $name );
	$sound = is_array( $copy ) && ( $copy['url'] ?? null ) === $url && is_array( $copy['data'] ?? null ) && is_int( $copy['checked'] ?? null );
	return $sound && $copy['checked'] > time() - MOST_DAYS * DAY_IN_SECONDS ? $copy : null;
}

/** Keeps a copy, as the last good one and as the one that is shown for the minutes that the settings say. */
function keep( array $copy, bool $is_passing ): void {
	$key = key_of( $copy['url'] );
	if ( $is_passing ) {
		set_transient( LAST_GOOD . $key, $copy, PASSING_DAYS * DAY_IN_SECONDS );
	} else {
		update_option( LAST_GOOD . $key, $copy, false );
	}
	set_transient( CURRENT . $key, $copy['data'], settings()['minutes'] * MINUTE_IN_SECONDS );
	delete_transient( FAILED . $key );
}

/** Drops every copy of a document, at once and for good. */
function forget( string $url ): void {
	$key = key_of( $url );
	delete_option( LAST_GOOD . $key );
	foreach ( array( LAST_GOOD, CURRENT, FAILED ) as $prefix ) {
		delete_transient( $prefix . $key );
	}
}

/** Lets one in of all who come at once: the row can be inserted once, and an old one be taken over once. */
function take_lock( string $url ): bool {
	global $wpdb;
	$name = LOCK . key_of( $url );
	// phpcs:disable WordPress.DB.DirectDatabaseQuery -- options have no operation that is one step.
	$taken = $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO `$wpdb->options` ( option_name, option_value, autoload ) VALUES ( %s, %s, 'no' )", $name, (string) time() ) );
	if ( ! $taken ) {
		$taken = $wpdb->query( $wpdb->prepare( "UPDATE `$wpdb->options` SET option_value = %s WHERE option_name = %s AND CAST( option_value AS UNSIGNED ) < %d", (string) time(), $name, time() - LOCK_SECONDS ) );
	}
	// phpcs:enable
	return (bool) $taken;
}

function release_lock( string $url ): void {
	global $wpdb;
	// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- as it was taken.
	$wpdb->delete( $wpdb->options, array( 'option_name' => LOCK . key_of( $url ) ) );
}

/** Drops everything but the settings: after the newsroom's address was changed, and at the end. */
function forget_everything(): void {
	global $wpdb;
	// phpcs:disable WordPress.DB.DirectDatabaseQuery -- options cannot be asked for by their beginning.
	$names = $wpdb->get_col(
		$wpdb->prepare(
			"SELECT option_name FROM `$wpdb->options` WHERE ( option_name LIKE %s OR option_name LIKE %s OR option_name LIKE %s ) AND option_name <> %s",
			$wpdb->esc_like( 'tidings_' ) . '%',
			$wpdb->esc_like( '_transient_tidings_' ) . '%',
			$wpdb->esc_like( '_transient_timeout_tidings_' ) . '%',
			SETTINGS
		)
	);
	// phpcs:enable
	array_map( 'delete_option', $names );
	if ( wp_using_ext_object_cache() ) {
		// There transients are no options. What others lose they can fetch again: a transient may vanish at any time.
		function_exists( 'wp_cache_supports' ) && wp_cache_supports( 'flush_group' ) ? wp_cache_flush_group( 'transient' ) : wp_cache_flush();
	}
}
