<?php
/** Renders one article on the site's own page. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** The requested article, or a text about why it is not there, and a link back to the list. */
function render_article( array $answer, array $options ): string {
	$item     = $answer['data']['item'] ?? null;
	$language = (string) ( $options['lang'] ?? ( ( $item['language'] ?? '' ) ?: get_bloginfo( 'language' ) ) );
	$texts    = translations( $language );
	$inside   = null !== $item && 'data' === $answer['kind']
		? render_article_body( $item, $answer['data']['publisher'], $options, $language )
		: render_absence( $answer, $texts );
	return sprintf( '%s<p class="tidings__back" dir="auto"><a href="%s" lang="%s">%s</a></p>', $inside, esc_url( current_page_url() ), esc_attr( $texts['language'] ), esc_html( $texts['back'] ) );
}

/** Title, byline and date, the text as in every feed (with image, credit, dateline and correction), and the source. */
function render_article_body( array $item, string $publisher, array $options, string $language ): string {
	$texts        = translations( $language );
	$link_options = array_merge( $options, array( 'layout' => 'list' ) );
	$meta         = render_meta( $item, array( 'byline' => 'on', 'date' => 'relative' === $options['date'] ? 'medium' : $options['date'] ), $language );
	$source       = sprintf(
		'<a href="%s"%s>%s%s</a>',
		esc_url( newsroom_link( $item['url'], $options ), array( 'http', 'https' ) ),
		link_attributes( $link_options ),
		esc_html( $texts['source'] ),
		new_tab_note( $link_options, $language )
	);
	$credit       = implode( ' · ', array_filter( array( escape_text( $publisher ), licence_link( $item['licence'] ), $source ) ) );
	return sprintf(
		'<article class="tidings__article"%s><h%3$d class="tidings__heading">%2$s</h%3$d>%4$s<div class="tidings__body">%5$s</div><p class="tidings__source" lang="%6$s">%7$s</p></article>',
		language_attributes( $item['language'] ),
		escape_text( $item['title'] ),
		$options['heading'],
		$meta,
		safe_html( $item['html'], 'off' !== $options['images'] ),
		esc_attr( $texts['language'] ),
		$credit
	);
}

/** The article was retracted, does not exist, or could not be loaded. */
function render_absence( array $answer, array $texts ): string {
	$text   = array( 'gone' => $texts['withdrawn'], 'missing' => $texts['nothing'] )[ $answer['kind'] ] ?? $texts['failed'];
	$reason = 'gone' === $answer['kind'] ? (string) ( $answer['data']['reason'] ?? '' ) : '';
	return sprintf( '<p class="tidings__farewell" role="status" lang="%s" dir="auto"><strong>%s</strong></p>', esc_attr( $texts['language'] ), esc_html( $text ) )
		. ( '' === $reason ? '' : sprintf( '<p dir="auto">%s</p>', escape_text( $reason ) ) );
}

function licence_link( string $licence ): string {
	$url = web_url( $licence );
	return '' === $url ? escape_text( $licence ) : sprintf( '<a href="%s" rel="license">%s</a>', esc_url( $url, array( 'http', 'https' ) ), esc_html( (string) wp_parse_url( $url, PHP_URL_HOST ) ) );
}

/** The text of an article: the HTML that WordPress allows an author, without styles, classes, ids and forms, which could affect the page around it. */
function safe_html( string $html, bool $with_images ): string {
	if ( ! $with_images ) {
		$html = preg_replace( '~<figure\b[^>]*>(?:(?!</figure>).)*<img\b(?:(?!</figure>).)*</figure>~is', '', $html ) ?? $html;
	}
	$text  = array( 'lang' => true, 'dir' => true );
	$names = array( 'p', 'div', 'span', 'br', 'hr', 'h2', 'h3', 'h4', 'h5', 'h6', 'b', 'strong', 'i', 'em', 'u', 's', 'small', 'sub', 'sup', 'cite', 'q', 'abbr', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'figure', 'figcaption', 'table', 'caption', 'thead', 'tbody', 'tr', 'bdi', 'bdo' );
	$tags  = array_fill_keys( $names, $text ) + array(
		'a'      => $text + array( 'href' => true, 'rel' => true ),
		'time'   => $text + array( 'datetime' => true ),
		'th'     => $text + array( 'colspan' => true, 'rowspan' => true, 'scope' => true ),
		'td'     => $text + array( 'colspan' => true, 'rowspan' => true ),
		'audio'  => array( 'src' => true, 'controls' => true, 'preload' => true ),
	);
	if ( $with_images ) {
		$tags['img'] = array( 'src' => true, 'alt' => true, 'width' => true, 'height' => true );
	}
	$clean = wp_kses( wp_kses_post( $html ), $tags, array( 'http', 'https', 'mailto' ) );
	return str_replace( '<img ', '<img loading="lazy" decoding="async" ', $clean );
}
