<?php
/** One process is one page view. Usage: run.php MEMORY PLUGIN. Reads the request from standard input and the site's data from the file MEMORY; prints the response. */

namespace Tidings {
	/** The clock of the plugin. */
	function time(): int {
		return $GLOBALS['input']['now'];
	}
	// Always true on the command line otherwise.
	function headers_sent(): bool {
		return false;
	}
	function header( string $line ): void {}
}

namespace {
	error_reporting( E_ALL );
	set_error_handler( static fn( $level, $message, $file, $line ) => error_reporting() & $level ? throw new ErrorException( $message, 0, $level, $file, $line ) : true );
	define( 'ABSPATH', __DIR__ . '/' );
	require __DIR__ . '/wordpress.php';

	$input     = json_decode( stream_get_contents( STDIN ), true );
	$wordpress = is_file( $argv[1] ) ? unserialize( file_get_contents( $argv[1] ) ) : empty_memory();
	$_GET      = $input['query'];
	if ( isset( $input['settings'] ) ) {
		update_option( 'tidings_settings', $input['settings'] );
	}
	$status = 200;
	$html   = '';
	$head   = '';
	$plugin = $argv[2];
	if ( 'uninstall' === $input['act'] || 'leave' === $input['act'] ) {
		// WP-CLI can deactivate and delete a plugin in one process.
		if ( 'leave' === $input['act'] ) {
			require "$plugin/tidings.php";
		}
		define( 'WP_UNINSTALL_PLUGIN', true );
		require "$plugin/uninstall.php";
	} else {
		require "$plugin/tidings.php";
		require "$plugin/includes/check-connection.php";
		switch ( $input['act'] ) {
			case 'view':
				$html = Tidings\render_shortcode( $input['attributes'] );
				ob_start();
				do_hook( 'wp_head' );
				$head = ob_get_clean();
				break;
			case 'cron':
				$tasks              = $wordpress['tasks'];
				$wordpress['tasks'] = array();
				foreach ( $tasks as list( $hook, $arguments ) ) {
					do_hook( $hook, ...$arguments );
				}
				break;
			case 'feeds':
				$html = json_encode( (object) Tidings\list_feeds() );
				break;
			case 'check':
				list( , $html ) = Tidings\check_connection( Tidings\settings()['feed'] );
		}
	}
	file_put_contents( $argv[1], serialize( $wordpress ) );
	echo json_encode(
		array(
			'status' => $status,
			'html'   => $html,
			'head'   => $head,
			'stored'  => array_merge( array_keys( $wordpress['options'] ), array_keys( $wordpress['transients'] ) ),
		)
	);
}
