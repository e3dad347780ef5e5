<?php
/** Changes a real WordPress. Usage: act.php FOLDER, with the action as JSON on standard input; prints JSON. */

$input = json_decode( stream_get_contents( STDIN ), true );
if ( 'install' === $input['act'] ) {
	define( 'WP_INSTALLING', true );
}
require $argv[1] . '/wp-load.php';

switch ( $input['act'] ) {
	case 'install':
		require ABSPATH . 'wp-admin/includes/upgrade.php';
		wp_install( 'Grace Church', 'administrator', 'office@church.example', true, '', 'secret' );
		wp_insert_user( array( 'user_login' => 'author', 'user_pass' => 'secret', 'role' => 'author' ) );
		update_option( 'active_plugins', array( 'tidings/tidings.php' ) );
		update_option( 'tidings_settings', array( 'server' => $input['server'] ) );
		echo 'true';
		break;
	case 'theme':
		switch_theme( $input['theme'] );
		echo 'true';
		break;
	case 'post':
		// As in the editor: WordPress removes what the role of the user may not write.
		wp_set_current_user( get_user_by( 'login', $input['user'] )->ID );
		$post = array( 'post_title' => 'Headlines', 'post_content' => $input['content'], 'post_status' => 'publish' );
		echo json_encode( array( 'id' => wp_insert_post( wp_slash( $post ) ) ) );
}
