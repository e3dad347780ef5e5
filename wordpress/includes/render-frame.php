<?php
/** A whole place on the site: heading, headlines or archive or article, and whose news it is. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** Renders a place for its options. It is never blank: without the newsroom, a link to it is left. */
function render_place( array $options ): string {
	if ( 'archive' === $options['layout'] ) {
		$article = take_article( $options );
		if ( null !== $article ) {
			return render_frame( render_article( $article, $options ), '', $options, array() );
		}
	}
	list( $cursor, $offset ) = 'archive' === $options['layout'] ? asked_page() : array( '', 0 );
	$feed = load_feed( $options['feed'], $cursor );
	return null === $feed ? render_nothing( $options ) : render_feed( $feed, $cursor, $offset, $options );
}

function render_feed( array $feed, string $cursor, int $offset, array $options ): string {
	$language = place_language( $options, $feed );
	$items    = $feed['items'];
	if ( null !== $options['max-age-days'] ) {
		$oldest = time() - $options['max-age-days'] * DAY_IN_SECONDS;
		$items  = array_values( array_filter( $items, static fn( $item ) => $item['published'] >= $oldest ) );
	}
	$shown = array_slice( $items, $offset, $options['count'] );
	if ( array() === $shown ) {
		return render_frame( sprintf( '<p class="tidings__nothing">%s</p>', esc_html( words( $language )['nothing'] ) ), render_paging( '', '' !== $cursor || $offset > 0, $language ), $options, $feed );
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
	return render_frame( $list, $paging, $options, $feed );
}

/** Older, and back to the newest. */
function render_paging( string $older, bool $is_later, string $language ): string {
	$links = array();
	if ( $is_later ) {
		$links[] = array( here(), words( $language )['newer'], 'first' );
	}
	if ( '' !== $older ) {
		$links[] = array( add_query_arg( PAGE_PARAMETER, $older, here() ), words( $language )['older'], 'next' );
	}
	$html = '';
	foreach ( $links as list( $url, $label, $rel ) ) {
		$html .= sprintf( '<a class="tidings__page tidings__page--%3$s" href="%1$s" rel="%3$s">%2$s</a>', esc_url( $url ), esc_html( $label ), esc_attr( $rel ) );
	}
	return '' === $html ? '' : sprintf( '<div class="tidings__paging" lang="%s" dir="auto">%s</div>', esc_attr( words( $language )['language'] ), $html );
}

function render_frame( string $inside, string $below, array $options, array $feed ): string {
	$language = ( $feed['language'] ?? '' ) ?: get_bloginfo( 'language' );
	$name     = plain( $feed['title'] ?? '' );
	$title    = '' === $options['title'] ? $name : esc_html( $options['title'] );
	$heading  = array() === $feed || 'none' === strtolower( $title ) || '' === $title
		? ''
		: sprintf( '<h%1$d class="tidings__heading" dir="auto">%2$s</h%1$d>', $options['heading'], $title );
	$label    = '' === $heading ? $name : $title;
	$accent   = accent( $options );
	// WordPress would load a picture from a third host for each emoji in a title.
	return sprintf(
		'<section class="tidings wp-exclude-emoji tidings--%1$s tidings--%2$s"%3$s%4$s%5$s dir="%6$s"%11$s>%7$s%8$s%9$s%10$s</section>',
		esc_attr( $options['layout'] ),
		esc_attr( $options['theme'] ),
		'' === $label ? '' : sprintf( ' aria-label="%s"', $label ),
		'' === $language ? '' : sprintf( ' lang="%s"', esc_attr( $language ) ),
		'' === $accent ? '' : sprintf( ' style="--tidings-accent:%s"', esc_attr( $accent ) ),
		is_right_to_left( $language ) ? 'rtl' : 'ltr',
		$heading,
		$inside,
		$below,
		array() === $feed ? '' : render_credit( $feed, $options ),
		described( $options )
	);
}

/** Attributes that say what stands here and how it is set: the newsroom's "Check my page" reads them. */
function described( array $options ): string {
	$said = sprintf( ' data-plugin="wordpress %s" data-source="%s"', esc_attr( VERSION ), esc_url( feed_url( $options['feed'] ), array( 'http', 'https' ) ) );
	foreach ( array_keys( options() ) as $name ) {
		if ( default_of( $name ) !== $options[ $name ] ) {
			$said .= sprintf( ' data-%s="%s"', $name, esc_attr( (string) $options[ $name ] ) );
		}
	}
	return $said;
}

/** Whose news it is, in one small line. */
function render_credit( array $feed, array $options ): string {
	if ( '' === $feed['home'] || '' === $feed['publisher'] ) {
		return '';
	}
	$outward = array_merge( $options, array( 'layout' => 'list' ) );
	return sprintf(
		'<p class="tidings__credit"><a href="%s"%s dir="auto">%s%s</a></p>',
		esc_url( outward_url( $feed['home'], $options ), array( 'http', 'https' ) ),
		link_attributes( $outward, 'nofollow' ),
		plain( $feed['publisher'] ),
		new_tab_note( $outward, place_language( $options, $feed ) )
	);
}

/** A link is left where headlines would be; who edits the page is told why. */
function render_nothing( array $options ): string {
	$url  = server();
	$note = '';
	if ( defined( 'REST_REQUEST' ) && REST_REQUEST && current_user_can( 'edit_posts' ) ) {
		$note = '' === $url
			? __( 'No newsroom is set yet. An administrator can name one under Settings → Tidings headlines.', 'tidings' )
			: __( 'The newsroom gave no headlines for this feed. Visitors see a link to it meanwhile. Settings → Tidings headlines → Try the connection says more.', 'tidings' );
	}
	$name = (string) wp_parse_url( $url, PHP_URL_HOST );
	$language = (string) ( $options['lang'] ?? get_bloginfo( 'language' ) );
	$link = '' === $url ? '' : sprintf( '<a href="%s">%s</a>', esc_url( feed_url( $options['feed'] ), array( 'http', 'https' ) ), esc_html( str_replace( '{name}', $name, words( $language )['latest'] ) ) );
	return '' === $link . $note ? '' : sprintf( '<p class="tidings"%s>%s%s</p>', '' === $url ? '' : described( $options ), $link, '' === $note ? '' : '<br><em>' . esc_html( $note ) . '</em>' );
}

/** The language of words and dates: the one that is asked for, else the feed's, else the site's. */
function place_language( array $options, array $feed ): string {
	return (string) ( $options['lang'] ?? ( ( $feed['language'] ?? '' ) ?: get_bloginfo( 'language' ) ) );
}
