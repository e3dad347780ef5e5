<?php
/** One process is one page view: reads what is asked from standard input, and its memory from the file that is named; writes what a browser would get. */

namespace Tidings {
	/** The plugin's clock. */
	function time(): int {
		return $GLOBALS['asked']['now'];
	}
	// A command line has written nothing, but PHP cannot be asked.
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

	$asked     = json_decode( stream_get_contents( STDIN ), true );
	$wordpress = is_file( $argv[1] ) ? unserialize( file_get_contents( $argv[1] ) ) : empty_memory();
	$_GET      = $asked['query'];
	if ( isset( $asked['settings'] ) ) {
		update_option( 'tidings_settings', $asked['settings'] );
	}
	$status = 200;
	$html   = '';
	$head   = '';
	$plugin = dirname( __DIR__, 3 ) . '/wordpress';
	if ( 'uninstall' === $asked['act'] || 'leave' === $asked['act'] ) {
		// In one step, as the command line of WordPress can.
		if ( 'leave' === $asked['act'] ) {
			require "$plugin/tidings.php";
		}
		define( 'WP_UNINSTALL_PLUGIN', true );
		require "$plugin/uninstall.php";
	} else {
		require "$plugin/tidings.php";
		require "$plugin/includes/check-connection.php";
		switch ( $asked['act'] ) {
			case 'view':
				$html = Tidings\render_shortcode( $asked['attributes'] );
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
			'kept'   => array_merge( array_keys( $wordpress['options'] ), array_keys( $wordpress['transients'] ) ),
		)
	);
}
