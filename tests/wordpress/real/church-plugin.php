<?php
/** A plugin of the church. It allows requests to the newsroom of the tests, sends no mail, and has a shortcode that no newsroom may run. */

add_filter( 'http_request_host_is_external', '__return_true' );
add_filter( 'http_allowed_safe_ports', static fn( $ports ) => array_merge( $ports, array( (int) getenv( 'NEWSROOM_PORT' ) ) ) );
add_filter( 'pre_wp_mail', '__return_true' );
add_shortcode( 'safe_number', static fn() => 'RUN-BY-THE-CHURCH' );
