<?php
/** The article that `?tidings=ID` asks for: found before the page's head is written where that can be, so that status, title and canonical address are right. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

add_action( 'template_redirect', __NAMESPACE__ . '\find_article_early' );
add_filter( 'wp_robots', __NAMESPACE__ . '\robots_of_older_pages' );

/** The places in a text: their attributes as they were written, of shortcodes and of blocks. */
function places_in( string $content ): array {
	$places = array();
	if ( has_shortcode( $content, SHORTCODE ) ) {
		preg_match_all( '/' . get_shortcode_regex( array( SHORTCODE ) ) . '/', $content, $found );
		foreach ( $found[3] as $attributes ) {
			$places[] = (array) shortcode_parse_atts( $attributes );
		}
	}
	return has_block( BLOCK, $content ) ? array_merge( $places, attributes_of_blocks( parse_blocks( $content ) ) ) : $places;
}

function attributes_of_blocks( array $blocks ): array {
	$places = array();
	foreach ( $blocks as $block ) {
		if ( BLOCK === $block['blockName'] ) {
			$places[] = (array) $block['attrs'];
		}
		$places = array_merge( $places, attributes_of_blocks( $block['innerBlocks'] ) );
	}
	return $places;
}

/** The options of the first archive on the page that is being shown; null if there is none in its text. */
function archive_in_page(): ?array {
	$post = is_singular() ? get_post() : null;
	if ( null === $post || post_password_required( $post ) ) {
		return null;
	}
	foreach ( array_map( __NAMESPACE__ . '\place_options', places_in( $post->post_content ) ) as $options ) {
		if ( 'archive' === $options['layout'] ) {
			return $options;
		}
	}
	return null;
}

/** An archive in the page's text is known before anything is written; one in a widget or a template is found when it is rendered. */
function find_article_early(): void {
	if ( '' !== asked_article() ) {
		$options = archive_in_page();
		if ( null !== $options ) {
			current_article( $options );
		}
	} elseif ( array( '', 0 ) !== asked_page() ) {
		// Search engines are asked to leave it out; that it were the first page as well would contradict that.
		drop_canonical();
	}
}

/** Takes away the canonical address that WordPress and its plugins would name: that of this page. */
function drop_canonical(): void {
	remove_action( 'wp_head', 'rel_canonical' );
	foreach ( array( 'wpseo_canonical', 'rank_math/frontend/canonical', 'aioseo_canonical_url', 'the_seo_framework_rel_canonical_output' ) as $filter ) {
		add_filter( $filter, '__return_empty_string' );
	}
}

/** The answer to what was asked, the same for the whole of a page; null where no article was asked for. */
function current_article( array $options ): ?array {
	static $answer = false;
	if ( false === $answer ) {
		$id     = asked_article();
		$answer = '' === $id ? null : load_article( $id );
		if ( null !== $answer ) {
			if ( 'gone' === $answer['kind'] ) {
				withdraw( $id, $options['feed'] );
			}
			announce( $answer );
		}
	}
	return $answer;
}

/** The article for the first archive on the page; any other goes on showing its list. */
function take_article( array $options ): ?array {
	static $is_taken = false;
	// Some plugins render a page's text in its head, for a description: that is not the place that visitors see.
	if ( $is_taken || doing_action( 'wp_head' ) ) {
		return null;
	}
	$answer   = current_article( $options );
	$is_taken = null !== $answer;
	return $answer;
}

/** Says what became of the article to whoever reads the head: status, canonical address, title. */
function announce( array $answer ): void {
	$status = array( 'data' => 200, 'gone' => 410, 'missing' => 404 )[ $answer['kind'] ] ?? 503;
	// Of an article the newsroom's page is the original, and a farewell has none.
	drop_canonical();
	if ( 200 !== $status && ! headers_sent() ) {
		status_header( $status );
		nocache_headers();
		if ( 503 === $status ) {
			header( 'Retry-After: 300' );
		}
	}
	if ( 200 !== $status ) {
		// What caching plugins look for: a page that says "withdrawn" or "try again" must not be kept.
		defined( 'DONOTCACHEPAGE' ) || define( 'DONOTCACHEPAGE', true );
		add_filter( 'wp_robots', 'wp_robots_no_robots' );
		return;
	}
	$item  = $answer['data']['item'];
	$title = static fn() => $item['title'];
	add_action( 'wp_head', static fn() => printf( '<link rel="canonical" href="%s">' . "\n", esc_url( $item['url'], array( 'http', 'https' ) ) ), 5 );
	add_filter( 'document_title_parts', static fn( $parts ) => array_merge( $parts, array( 'title' => $item['title'] ) ) );
	foreach ( array( 'wpseo_title', 'rank_math/frontend/title', 'aioseo_title' ) as $filter ) {
		add_filter( $filter, $title );
	}
}

/** Only an archive's first page has an address that stays; the others are there to be followed. */
function robots_of_older_pages( array $robots ): array {
	return array( '', 0 ) === asked_page() || '' !== asked_article() ? $robots : array_merge( $robots, array( 'noindex' => true, 'follow' => true ) );
}
