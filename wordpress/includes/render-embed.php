<?php
/** Renders a whole embed: heading; headlines, archive or article; and the newsroom's name. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/**
 * Renders an embed. Without headlines it is a link to the newsroom, never empty. WordPress runs shortcodes in the output of blocks, so no bracket of a
 * newsroom's text may start one.
 */
function render_embed( array $options ): string {
	return str_replace( '[', '&#91;', render_archive_or_list( $options ) );
}

function render_archive_or_list( array $options ): string {
	if ( 'archive' === $options['layout'] ) {
		$article = take_article( $options );
		if ( null !== $article ) {
			return render_section( render_article( $article, $options ), '', $options, array() );
		}
	}
	list( $cursor, $offset ) = 'archive' === $options['layout'] ? requested_page() : array( '', 0 );
	$feed = load_feed( $options['feed'], $cursor );
	return null === $feed ? render_nothing( $options ) : render_feed( $feed, $cursor, $offset, $options );
}

function render_feed( array $feed, string $cursor, int $offset, array $options ): string {
	$language = embed_language( $options, $feed );
	$items    = $feed['items'];
	if ( null !== $options['max-age-days'] ) {
		$oldest = time() - $options['max-age-days'] * DAY_IN_SECONDS;
		$items  = array_values( array_filter( $items, static fn( $item ) => $item['published'] >= $oldest ) );
	}
	$shown = array_slice( $items, $offset, $options['count'] );
	if ( array() === $shown ) {
		return render_section( sprintf( '<p class="tidings__nothing">%s</p>', esc_html( translations( $language )['nothing'] ) ), render_paging( '', '' !== $cursor || $offset > 0, $language ), $options, $feed );
	}
	$list = 'ticker' === $options['layout']
		? render_ticker( $shown, $options, $language, wp_unique_id( 'tidings-pause-' ) )
		: render_list( $shown, $options, $language );
	$paging = '';
	if ( 'archive' === $options['layout'] ) {
		$next   = $offset + $options['count'];
		$is_cut = count( $items ) < count( $feed['items'] );
		$older  = $next < count( $items ) ? page_token( $cursor, $next ) : ( '' !== $feed['cursor'] && ! $is_cut ? page_token( $feed['cursor'], 0 ) : '' );
		$paging = render_paging( $older, '' !== $cursor || $offset > 0, $language );
	}
	return render_section( $list, $paging, $options, $feed );
}

/** Links to older headlines, and back to the newest. */
function render_paging( string $older, bool $is_later_page, string $language ): string {
	$links = array();
	if ( $is_later_page ) {
		$links[] = array( current_page_url(), translations( $language )['newer'], 'first' );
	}
	if ( '' !== $older ) {
		$links[] = array( add_query_arg( PAGE_PARAMETER, $older, current_page_url() ), translations( $language )['older'], 'next' );
	}
	$html = '';
	foreach ( $links as list( $url, $label, $rel ) ) {
		$html .= sprintf( '<a class="tidings__page tidings__page--%3$s" href="%1$s" rel="%3$s">%2$s</a>', esc_url( $url ), esc_html( $label ), esc_attr( $rel ) );
	}
	return '' === $html ? '' : sprintf( '<div class="tidings__paging" lang="%s" dir="auto">%s</div>', esc_attr( translations( $language )['language'] ), $html );
}

function render_section( string $inside, string $below, array $options, array $feed ): string {
	$language = ( $feed['language'] ?? '' ) ?: get_bloginfo( 'language' );
	$name     = escape_text( feed_heading( $feed, embed_language( $options, $feed ) ) );
	$title    = '' === $options['title'] ? $name : esc_html( $options['title'] );
	$heading  = array() === $feed || 'none' === strtolower( $title ) || '' === $title
		? ''
		: sprintf( '<h%1$d class="tidings__heading"%3$s>%2$s</h%1$d>', $options['heading'], $title, '' === $options['title'] ? '' : ' dir="auto"' );
	$label    = '' === $heading ? $name : $title;
	$accent   = accent( $options );
	// Without wp-exclude-emoji WordPress would load an image from another host for each emoji in a title.
	return sprintf(
		'<section class="tidings wp-exclude-emoji tidings--%1$s tidings--%2$s"%3$s%4$s%5$s%10$s>%6$s%7$s%8$s%9$s</section>',
		esc_attr( $options['layout'] ),
		esc_attr( $options['theme'] ),
		'' === $label ? '' : sprintf( ' aria-label="%s"', $label ),
		language_attributes( $language ),
		'' === $accent ? '' : sprintf( ' style="--tidings-accent:%s"', esc_attr( $accent ) ),
		$heading,
		$inside,
		$below,
		array() === $feed ? '' : render_credit( $feed, $options ),
		embed_data( $options )
	);
}

/** The feed's title, as in the widget. If that is the newsroom's name, which is below the headlines too: "Latest news", where there is a translation. */
function feed_heading( array $feed, string $language ): string {
	$title = $feed['title'] ?? '';
	$texts = translations( $language );
	$is_translated = str_starts_with( strtolower( $language ), strtolower( $texts['language'] ) );
	return '' !== $title && ( $feed['publisher'] ?? '' ) === $title && $is_translated ? $texts['news'] : $title;
}

/** Attributes with the version, the feed and the options that differ from their defaults. The newsroom's "Check my page" reads them. */
function embed_data( array $options ): string {
	$html = sprintf( ' data-plugin="wordpress %s" data-source="%s"', esc_attr( VERSION ), esc_url( feed_url( $options['feed'] ), array( 'http', 'https' ) ) );
	foreach ( array_keys( options() ) as $name ) {
		if ( default_of( $name ) !== $options[ $name ] ) {
			$html .= sprintf( ' data-%s="%s"', $name, esc_attr( (string) $options[ $name ] ) );
		}
	}
	return $html;
}

/** The newsroom's name, with a link. */
function render_credit( array $feed, array $options ): string {
	if ( '' === $feed['home'] || '' === $feed['publisher'] ) {
		return '';
	}
	$link_options = array_merge( $options, array( 'layout' => 'list' ) );
	return sprintf(
		'<p class="tidings__credit"><a href="%s"%s dir="auto">%s%s</a></p>',
		esc_url( newsroom_link( $feed['home'], $options ), array( 'http', 'https' ) ),
		link_attributes( $link_options, 'nofollow' ),
		escape_text( $feed['publisher'] ),
		new_tab_note( $link_options, embed_language( $options, $feed ) )
	);
}

/** A link instead of headlines: to the feed, or to the newsroom if it has no such feed. In the editor it explains why. */
function render_nothing( array $options ): string {
	$url        = server();
	$is_missing = '' !== $url && is_missing_feed( $options['feed'] );
	$note       = '';
	if ( defined( 'REST_REQUEST' ) && REST_REQUEST && current_user_can( 'edit_posts' ) ) {
		$note = match ( true ) {
			'' === $url => __( 'There is no newsroom yet. An administrator can set one under Settings → Tidings headlines.', 'tidings' ),
			/* translators: %s: name of a feed */
			$is_missing => sprintf( __( 'The newsroom has no feed “%s”. Choose another one. Visitors see a link to the newsroom.', 'tidings' ), $options['feed'] ),
			default     => __( 'There are no headlines for this feed from the newsroom. Visitors see a link to it. For the reason see Settings → Tidings headlines → Try the connection.', 'tidings' ),
		};
	}
	$name = (string) wp_parse_url( $url, PHP_URL_HOST );
	$language = (string) ( $options['lang'] ?? get_bloginfo( 'language' ) );
	$link = '' === $url ? '' : sprintf( '<a href="%s">%s</a>', esc_url( $is_missing ? "$url/" : feed_url( $options['feed'] ), array( 'http', 'https' ) ), esc_html( str_replace( '{name}', $name, translations( $language )['latest'] ) ) );
	return '' === $link . $note ? '' : sprintf( '<p class="tidings"%s>%s%s</p>', '' === $url ? '' : embed_data( $options ), $link, '' === $note ? '' : '<br><em>' . esc_html( $note ) . '</em>' );
}

/** The language of texts and dates: of the option `lang`, else the feed's, else the site's. */
function embed_language( array $options, array $feed ): string {
	return (string) ( $options['lang'] ?? ( ( $feed['language'] ?? '' ) ?: get_bloginfo( 'language' ) ) );
}
