<?php
/**
 * Copies of the newsroom's documents. A current copy, shown without a request, is a transient. The last good copy of a feed is an option, since WordPress
 * may delete a transient at any time. The last good copies of older pages and of articles, which can be thousands, are transients for a week.
 */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

const LAST_GOOD = 'tidings_copy_';
const CURRENT   = 'tidings_now_';
const FAILED    = 'tidings_failed_';
const LOCK      = 'tidings_lock_';
const UNREACHABLE = 'tidings_silent';

/** The last good copy of a feed is shown this long while the newsroom does not answer. */
const MAX_COPY_DAYS  = 30;
const TRANSIENT_DAYS = 7;
/** No request for a document after a failure. */
const FAILED_MINUTES = 5;

/** No request at all after the newsroom could not be reached: otherwise the visitors of every article would wait for it. */
const UNREACHABLE_SECONDS = 60;

/** After this, the process that has the lock is assumed to have died. */
const LOCK_SECONDS = 60;

function key_of( string $url ): string {
	return md5( $url );
}

/** The last good copy: `url`, `etag`, `modified`, `checked` (seconds) and `data`; null if there is none, or it is too old. */
function last_good_copy( string $url, bool $is_transient ): ?array {
	$name = LAST_GOOD . key_of( $url );
	$copy = $is_transient ? get_transient( $name ) : get_option( $name );
	$valid = is_array( $copy ) && ( $copy['url'] ?? null ) === $url && is_array( $copy['data'] ?? null ) && is_int( $copy['checked'] ?? null );
	return $valid && $copy['checked'] > time() - MAX_COPY_DAYS * DAY_IN_SECONDS ? $copy : null;
}

/** Stores a copy as the last good one, and as the current one for the minutes in the settings. */
function store_copy( array $copy, bool $is_transient ): void {
	$key = key_of( $copy['url'] );
	if ( $is_transient ) {
		set_transient( LAST_GOOD . $key, $copy, TRANSIENT_DAYS * DAY_IN_SECONDS );
	} else {
		update_option( LAST_GOOD . $key, $copy, false );
	}
	set_transient( CURRENT . $key, $copy['data'], settings()['minutes'] * MINUTE_IN_SECONDS );
	delete_transient( FAILED . $key );
}

/** Deletes all copies of a document. */
function delete_copies( string $url ): void {
	$key = key_of( $url );
	delete_option( LAST_GOOD . $key );
	foreach ( array( LAST_GOOD, CURRENT, FAILED ) as $prefix ) {
		delete_transient( $prefix . $key );
	}
}

/** Takes the lock if no other process has it: the row can be inserted once, and an old one updated once. */
function take_lock( string $url ): bool {
	global $wpdb;
	$name = LOCK . key_of( $url );
	// phpcs:disable WordPress.DB.DirectDatabaseQuery -- WordPress has no atomic operation for options.
	$taken = $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO `$wpdb->options` ( option_name, option_value, autoload ) VALUES ( %s, %s, 'no' )", $name, (string) time() ) );
	if ( ! $taken ) {
		$taken = $wpdb->query( $wpdb->prepare( "UPDATE `$wpdb->options` SET option_value = %s WHERE option_name = %s AND CAST( option_value AS UNSIGNED ) < %d", (string) time(), $name, time() - LOCK_SECONDS ) );
	}
	// phpcs:enable
	return (bool) $taken;
}

function release_lock( string $url ): void {
	global $wpdb;
	// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- as in take_lock.
	$wpdb->delete( $wpdb->options, array( 'option_name' => LOCK . key_of( $url ) ) );
}

/** Deletes everything except the settings: after a change of the newsroom's address, and on uninstall. */
function delete_all_copies(): void {
	global $wpdb;
	// phpcs:disable WordPress.DB.DirectDatabaseQuery -- WordPress cannot list options by prefix.
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
		// Transients are then not in the table of options. Other plugins must be able to lose theirs at any time.
		function_exists( 'wp_cache_supports' ) && wp_cache_supports( 'flush_group' ) ? wp_cache_flush_group( 'transient' ) : wp_cache_flush();
	}
}
