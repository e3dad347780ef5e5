<?php
/** Deletes settings, copies and tasks on every site of a network. */

namespace Tidings;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

// Deactivating and deleting in one process has loaded them already.
require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/copies.php';

/** Sites at a time: the ids of a large network would not fit into memory. */
const BATCH = 100;

function clean_site(): void {
	delete_option( SETTINGS );
	delete_all_copies();
	wp_unschedule_hook( 'tidings_refresh' );
}

if ( is_multisite() ) {
	for ( $offset = 0; ; $offset += BATCH ) {
		$sites = get_sites( array( 'fields' => 'ids', 'number' => BATCH, 'offset' => $offset ) );
		foreach ( $sites as $site ) {
			switch_to_blog( $site );
			clean_site();
			restore_current_blog();
		}
		if ( count( $sites ) < BATCH ) {
			break;
		}
	}
} else {
	clean_site();
}
