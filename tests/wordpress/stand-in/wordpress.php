<?php
/**
 * The parts of WordPress that the plugin needs in tests. Options, transients, hooks and requests work; cleaning of HTML and translation do not. The site's
 * data is in $wordpress, which is kept from one page view to the next.
 */

const MINUTE_IN_SECONDS = 60;
const HOUR_IN_SECONDS   = 3600;
const DAY_IN_SECONDS    = 86400;
const WEEK_IN_SECONDS   = 604800;

/** The data of a new site. */
function empty_memory(): array {
	return array( 'options' => array(), 'transients' => array(), 'tasks' => array() );
}

// Memory.
function get_option( $name, $otherwise = false ) { return $GLOBALS['wordpress']['options'][ $name ] ?? $otherwise; }
function update_option( $name, $value, $autoload = null ) { $GLOBALS['wordpress']['options'][ $name ] = $value; return true; }
function delete_option( $name ) {
	unset( $GLOBALS['wordpress']['options'][ $name ] );
	if ( str_starts_with( $name, '_transient_' ) ) { unset( $GLOBALS['wordpress']['transients'][ substr( $name, 11 ) ] ); }
	return true;
}
function get_transient( $name ) {
	$kept = $GLOBALS['wordpress']['transients'][ $name ] ?? null;
	return $kept && $kept['until'] > Tidings\time() ? $kept['value'] : false;
}
function set_transient( $name, $value, $seconds ) { $GLOBALS['wordpress']['transients'][ $name ] = array( 'value' => $value, 'until' => Tidings\time() + $seconds ); return true; }
function delete_transient( $name ) { unset( $GLOBALS['wordpress']['transients'][ $name ] ); return true; }
function wp_using_ext_object_cache() { return false; }

/** The statements of the lock, and the list of names at the end. */
final class wpdb {
	public string $options = 'wp_options';
	public function prepare( $sql, ...$values ) { return array( $sql, $values ); }
	public function esc_like( $text ) { return $text; }
	public function query( $prepared ) {
		list( $sql, $values ) = $prepared;
		if ( ! str_starts_with( $sql, 'INSERT IGNORE' ) || null !== ( $GLOBALS['wordpress']['options'][ $values[0] ] ?? null ) ) { return 0; }
		$GLOBALS['wordpress']['options'][ $values[0] ] = $values[1];
		return 1;
	}
	public function delete( $table, $where ) { delete_option( $where['option_name'] ); return 1; }
	public function get_col( $prepared ) {
		$names = array_keys( $GLOBALS['wordpress']['options'] );
		foreach ( array_keys( $GLOBALS['wordpress']['transients'] ) as $name ) { $names[] = "_transient_$name"; }
		return array_filter( $names, static fn( $name ) => preg_match( '/^(_transient_)?tidings_/', $name ) && 'tidings_settings' !== $name );
	}
}
$GLOBALS['wpdb'] = new wpdb();

// Hooks and tasks.
function add_action( $hook, $callback, $priority = 10, $arguments = 1 ) { $GLOBALS['hooks'][ $hook ][] = $callback; }
function add_filter( $hook, $callback, $priority = 10, $arguments = 1 ) { add_action( $hook, $callback ); }
function remove_action( $hook, $callback ) {}
function apply_filters( $hook, $value, ...$more ) { return array_reduce( $GLOBALS['hooks'][ $hook ] ?? array(), static fn( $current, $callback ) => $callback( $current, ...$more ), $value ); }
function do_hook( $hook, ...$arguments ) { foreach ( $GLOBALS['hooks'][ $hook ] ?? array() as $callback ) { $callback( ...$arguments ); } }
function doing_action( $hook ) { return false; }
function register_deactivation_hook( $file, $callback ) {}
function wp_next_scheduled( $hook, $arguments ) { return in_array( array( $hook, $arguments ), $GLOBALS['wordpress']['tasks'], true ); }
function wp_schedule_single_event( $at, $hook, $arguments ) { $GLOBALS['wordpress']['tasks'][] = array( $hook, $arguments ); return true; }
function wp_unschedule_hook( $hook ) { $GLOBALS['wordpress']['tasks'] = array(); }

// Requests.
final class WP_Error {
	public function __construct( private string $message ) {}
	public function get_error_message() { return $this->message; }
}
final class WP_Http {
	public static function make_absolute_url( $url, $base ) {
		if ( preg_match( '~^https?://~', $url ) ) { return $url; }
		$parts = parse_url( $base );
		return "{$parts['scheme']}://{$parts['host']}:{$parts['port']}$url";
	}
}
function is_wp_error( $thing ) { return $thing instanceof WP_Error; }
function wp_http_validate_url( $url ) { return $url; }
function wp_safe_remote_get( $url, $options ) {
	$lines   = array_map( static fn( $name, $value ) => "$name: $value", array_keys( $options['headers'] ), $options['headers'] );
	$context = stream_context_create( array( 'http' => array( 'header' => $lines, 'user_agent' => $options['user-agent'], 'timeout' => $options['timeout'], 'follow_location' => 0, 'ignore_errors' => true, 'protocol_version' => 1.1 ) ) );
	$stream  = @fopen( $url, 'r', false, $context );
	if ( false === $stream ) { return new WP_Error( error_get_last()['message'] ?? 'failed' ); }
	$body     = stream_get_contents( $stream, $options['limit_response_size'] );
	$received = stream_get_meta_data( $stream )['wrapper_data'];
	$headers  = array();
	foreach ( array_slice( $received, 1 ) as $line ) {
		list( $name, $value )           = explode( ':', $line, 2 ) + array( '', '' );
		$headers[ strtolower( $name ) ] = trim( $value );
	}
	return array( 'status' => (int) explode( ' ', $received[0] )[1], 'headers' => $headers, 'body' => (string) $body );
}
function wp_remote_retrieve_response_code( $answer ) { return $answer['status']; }
function wp_remote_retrieve_body( $answer ) { return $answer['body']; }
function wp_remote_retrieve_header( $answer, $name ) { return $answer['headers'][ $name ] ?? ''; }

// Text.
// As the real ones do, they leave alone what looks like a reference already.
function esc_html( $text ) { return htmlspecialchars( (string) $text, ENT_QUOTES, 'UTF-8', false ); }
function esc_attr( $text ) { return esc_html( $text ); }
function esc_url( $url, $protocols = null ) { return preg_match( '~^(https?://|/)~', $url ) ? htmlspecialchars( $url, ENT_QUOTES ) : ''; }
function esc_url_raw( $url, $protocols = null ) { return preg_match( '~^https?://~', $url ) ? $url : ''; }
function sanitize_text_field( $text ) { return trim( strip_tags( $text ) ); }
function wp_check_invalid_utf8( $text ) { return mb_check_encoding( $text, 'UTF-8' ) ? $text : ''; }
function wp_kses_post( $html ) { return $html; }
function wp_kses( $html, $tags, $protocols ) { return strip_tags( $html, array_keys( $tags ) ); }
function __( $text, $domain = 'default' ) { return $text; }
function _n( $one, $many, $count, $domain = 'default' ) { return 1 === $count ? $one : $many; }
function human_time_diff( $from, $to ) { return round( ( $to - $from ) / HOUR_IN_SECONDS ) . ' hours'; }
function wp_date( $format, $at, $zone ) { return gmdate( 'Y-m-d', $at ); }
function determine_locale() { return 'en_US'; }
function get_bloginfo( $what ) { return 'en-US'; }
function wp_json_file_decode( $file, $options ) { return json_decode( file_get_contents( $file ), true ); }
function wp_parse_url( $url, $part = -1 ) { return parse_url( $url, $part ); }
function wp_parse_str( $text, &$query ) { parse_str( $text, $query ); }
function wp_unslash( $text ) { return $text; }
function wp_hash( $text ) { return md5( "salt $text" ); }
function wp_unique_id( $prefix ) { return $prefix . '1'; }
function add_query_arg( $name, $value, $url ) { return $url . ( str_contains( $url, '?' ) ? '&' : '?' ) . "$name=$value"; }
function remove_query_arg( $names, $url ) { return strtok( $url, '?' ); }

// The page that is shown.
function is_admin() { return false; }
function is_singular() { return true; }
function get_queried_object_id() { return 7; }
function get_permalink( $id ) { return "https://church.example/page-$id/"; }
function get_post_status( $id ) { return 'publish'; }
function home_url( $path ) { return "https://church.example$path"; }
function is_multisite() { return false; }
function current_user_can( $what ) { return false; }
function wp_enqueue_style( $name ) {}
function status_header( $status ) { $GLOBALS['status'] = $status; }
function nocache_headers() { $GLOBALS['may_be_cached'] = false; }
