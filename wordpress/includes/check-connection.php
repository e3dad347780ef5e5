<?php
/** "Try the connection": whether it works, or what is wrong and what to do. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** Requests a feed now, without the copies. Returns whether it works, and a text. */
function check_connection( string $feed ): array {
	$server = server();
	if ( '' === $server ) {
		return array( false, __( 'There is no address yet. Enter the newsroom’s address above, such as https://news.example.org, and save.', 'tidings' ) );
	}
	$url    = feed_url( $feed, '.json' );
	$answer = fetch_document( $url, array(), BACKGROUND_TIMEOUT_SECONDS );
	if ( 'fresh' !== $answer['kind'] ) {
		return array( false, explain_failure( $answer, $server, $feed ) );
	}
	$data = parse_feed( $answer['body'] );
	if ( null === $data ) {
		/* translators: %s: an address */
		return array( false, sprintf( __( '%s answers, but not with headlines. Enter only the newsroom’s address, without a page. A login or maintenance page may also answer instead.', 'tidings' ), $url ) );
	}
	delete_copies( $url );
	delete_transient( UNREACHABLE );
	if ( array() === $data['items'] ) {
		/* translators: %s: title of a feed */
		return array( true, sprintf( __( 'It works. “%s” has no headlines at the moment.', 'tidings' ), $data['title'] ) );
	}
	/* translators: 1: title of a feed, 2: number of headlines, 3: newest headline */
	return array( true, sprintf( _n( 'It works. “%1$s” has %2$d headline: “%3$s”.', 'It works. “%1$s” has %2$d headlines, the newest: “%3$s”.', count( $data['items'] ), 'tidings' ), $data['title'], count( $data['items'] ), $data['items'][0]['title'] ) );
}

function explain_failure( array $answer, string $server, string $feed ): string {
	$why = $answer['why'] ?? $answer['kind'];
	if ( 'missing' === $why || 'gone' === $why ) {
		/* translators: 1: name of a feed, 2: the newsroom's address */
		return sprintf( __( '%2$s answers, but has no feed “%1$s”. Check the name of the feed and the address.', 'tidings' ), $feed, $server );
	}
	if ( 'elsewhere' === $why ) {
		/* translators: %s: an address */
		return sprintf( __( 'The address redirects to another server, %s. If the newsroom has moved there, enter that address above.', 'tidings' ), $answer['detail'] );
	}
	if ( 'status' === $why ) {
		/* translators: 1: the newsroom's address, 2: a number such as 503 */
		return sprintf( __( '%1$s answers with an error (%2$s). The newsroom has to fix that; meanwhile your pages show the headlines they have.', 'tidings' ), $server, $answer['detail'] );
	}
	$detail = $answer['detail'];
	$hint   = match ( true ) {
		! wp_http_validate_url( $server ) => __( 'There is no server with that name, or WordPress refuses it. It allows public addresses only, with the ports 80, 443 and 8080.', 'tidings' ),
		(bool) preg_match( '/could not resolve|error 6\b|name or service/i', $detail ) => __( 'There is no server with that name. Is it spelled correctly?', 'tidings' ),
		(bool) preg_match( '/timed out|error 28\b/i', $detail )                        => __( 'It did not answer in time. Try again in a minute.', 'tidings' ),
		(bool) preg_match( '/ssl|certificate|error (35|60)\b/i', $detail )             => __( 'Its certificate is not trusted. Tell the newsroom, or your web host if other addresses fail too.', 'tidings' ),
		(bool) preg_match( '/refused|could not connect|error 7\b/i', $detail )         => __( 'There is no answer. The newsroom may be down, or your web host may block the connection.', 'tidings' ),
		str_contains( $detail, 'WP_HTTP_BLOCK_EXTERNAL' ) || str_contains( $detail, 'blocked' ) => __( 'Your site blocks connections to other servers (WP_HTTP_BLOCK_EXTERNAL in wp-config.php). Add the newsroom’s host to WP_ACCESSIBLE_HOSTS.', 'tidings' ),
		default                                                                        => __( 'Your site could not connect to it.', 'tidings' ),
	};
	/* translators: 1: the newsroom's address, 2: what is wrong, 3: the technical message */
	return sprintf( __( '%1$s: %2$s (%3$s)', 'tidings' ), $server, $hint, $detail );
}
