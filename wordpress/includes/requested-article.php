<?php
/** The article that `?tidings=ID` requests. If possible it is loaded before the page's head is written, so that status, title and canonical URL are right. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

add_action( 'template_redirect', __NAMESPACE__ . '\load_article_early' );
add_filter( 'wp_robots', __NAMESPACE__ . '\noindex_later_pages' );

/** The attributes of each shortcode and block in a text, unparsed. */
function embeds_in( string $content ): array {
	$embeds = array();
	if ( has_shortcode( $content, SHORTCODE ) ) {
		preg_match_all( '/' . get_shortcode_regex( array( SHORTCODE ) ) . '/', $content, $found );
		foreach ( $found[3] as $attributes ) {
			$embeds[] = (array) shortcode_parse_atts( $attributes );
		}
	}
	return has_block( BLOCK, $content ) ? array_merge( $embeds, embeds_in_blocks( parse_blocks( $content ) ) ) : $embeds;
}

function embeds_in_blocks( array $blocks ): array {
	$embeds = array();
	foreach ( $blocks as $block ) {
		if ( BLOCK === $block['blockName'] ) {
			$embeds[] = (array) $block['attrs'];
		}
		$embeds = array_merge( $embeds, embeds_in_blocks( $block['innerBlocks'] ) );
	}
	return $embeds;
}

/** The options of the first archive in the text of the present page; null if there is none. */
function archive_in_page(): ?array {
	$post = is_singular() ? get_post() : null;
	if ( null === $post || post_password_required( $post ) ) {
		return null;
	}
	foreach ( array_map( __NAMESPACE__ . '\embed_options', embeds_in( $post->post_content ) ) as $options ) {
		if ( 'archive' === $options['layout'] ) {
			return $options;
		}
	}
	return null;
}

/** Only for an archive in the page's text. One in a widget or a template loads its article when it is rendered. */
function load_article_early(): void {
	if ( '' !== requested_article_id() ) {
		$options = archive_in_page();
		if ( null !== $options ) {
			current_article( $options );
		}
	} elseif ( array( '', 0 ) !== requested_page() ) {
		// A later page is `noindex`. A canonical URL that names the first page would contradict that.
		drop_canonical();
	}
}

/** Removes the canonical URL that WordPress and its plugins would give: the present page's. */
function drop_canonical(): void {
	remove_action( 'wp_head', 'rel_canonical' );
	foreach ( array( 'wpseo_canonical', 'rank_math/frontend/canonical', 'aioseo_canonical_url', 'the_seo_framework_rel_canonical_output' ) as $filter ) {
		add_filter( $filter, '__return_empty_string' );
	}
}

/** The requested article as `load_article` returns it, loaded once for a page view; null if none is requested. */
function current_article( array $options ): ?array {
	static $answer = false;
	if ( false === $answer ) {
		$id     = requested_article_id();
		$answer = '' === $id ? null : load_article( $id );
		if ( null !== $answer ) {
			if ( 'gone' === $answer['kind'] ) {
				remove_retracted( $id, $options['feed'] );
			}
			send_head( $answer );
		}
	}
	return $answer;
}

/** The requested article, for the first archive on the page only; the others show their lists. */
function take_article( array $options ): ?array {
	static $is_taken = false;
	// Some plugins render a page's text in its head, for a description. Visitors do not see that.
	if ( $is_taken || doing_action( 'wp_head' ) ) {
		return null;
	}
	$answer   = current_article( $options );
	$is_taken = null !== $answer;
	return $answer;
}

/** Sets status, canonical URL and title for a requested article. */
function send_head( array $answer ): void {
	$status = array( 'data' => 200, 'gone' => 410, 'missing' => 404 )[ $answer['kind'] ] ?? 503;
	// The newsroom's page is the original of an article; an article that is gone has none.
	drop_canonical();
	if ( 200 !== $status && ! headers_sent() ) {
		status_header( $status );
		nocache_headers();
		if ( 503 === $status ) {
			header( 'Retry-After: 300' );
		}
	}
	if ( 200 !== $status ) {
		// Caching plugins check this constant: they must not cache a page that says "withdrawn" or "try again".
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

/** Only the first page of an archive is for search engines; they follow the links of the others. */
function noindex_later_pages( array $robots ): array {
	return array( '', 0 ) === requested_page() || '' !== requested_article_id() ? $robots : array_merge( $robots, array( 'noindex' => true, 'follow' => true ) );
}
