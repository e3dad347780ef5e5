<?php
/** Leaves nothing behind: settings, copies and tasks, on every site of a network. */

namespace Tidings;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

// Whoever deactivates and deletes in one step has them loaded already.
require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/kept-copies.php';

/** Sites at a time, so that a large network does not have to fit into memory. */
const BATCH = 100;

function leave_site(): void {
	delete_option( SETTINGS );
	forget_everything();
	wp_unschedule_hook( 'tidings_refresh' );
}

if ( is_multisite() ) {
	for ( $offset = 0; ; $offset += BATCH ) {
		$sites = get_sites( array( 'fields' => 'ids', 'number' => BATCH, 'offset' => $offset ) );
		foreach ( $sites as $site ) {
			switch_to_blog( $site );
			leave_site();
			restore_current_blog();
		}
		if ( count( $sites ) < BATCH ) {
			break;
		}
	}
} else {
	leave_site();
}
