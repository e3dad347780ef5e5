<?php
/** One article on the site's own page. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** The article that was asked for, or what became of it, with the way back. */
function render_article( array $answer, array $options ): string {
	$item     = $answer['data']['item'] ?? null;
	$language = (string) ( $options['lang'] ?? ( ( $item['language'] ?? '' ) ?: get_bloginfo( 'language' ) ) );
	$words    = words( $language );
	$inside   = null !== $item && 'data' === $answer['kind']
		? render_story( $item, $answer['data']['publisher'], $options, $language )
		: render_farewell( $answer, $words );
	return sprintf( '%s<p class="tidings__back" dir="auto"><a href="%s" lang="%s">%s</a></p>', $inside, esc_url( here() ), esc_attr( $words['language'] ), esc_html( $words['back'] ) );
}

/** Title, byline and date, the text with picture, credit, dateline and correction as every feed has it, and where it comes from. */
function render_story( array $item, string $publisher, array $options, string $language ): string {
	$words   = words( $language );
	$outward = array_merge( $options, array( 'layout' => 'list' ) );
	$meta    = render_meta( $item, array( 'byline' => 'on', 'date' => 'relative' === $options['date'] ? 'medium' : $options['date'] ), $language );
	$source  = sprintf(
		'<a href="%s"%s>%s%s</a>',
		esc_url( outward_url( $item['url'], $options ), array( 'http', 'https' ) ),
		link_attributes( $outward ),
		esc_html( $words['source'] ),
		new_tab_note( $outward, $language )
	);
	$credit = implode( ' · ', array_filter( array( plain( $publisher ), licence_link( $item['licence'] ), $source ) ) );
	return sprintf(
		'<article class="tidings__article"%s dir="auto"><h%3$d class="tidings__heading">%2$s</h%3$d>%4$s<div class="tidings__body">%5$s</div><p class="tidings__source" lang="%6$s">%7$s</p></article>',
		'' === $item['language'] ? '' : sprintf( ' lang="%s"', esc_attr( $item['language'] ) ),
		plain( $item['title'] ),
		$options['heading'],
		$meta,
		safe_html( $item['html'], 'off' !== $options['images'] ),
		esc_attr( $words['language'] ),
		$credit
	);
}

/** It was withdrawn, it never was, or nobody answers. */
function render_farewell( array $answer, array $words ): string {
	$text   = array( 'gone' => $words['withdrawn'], 'missing' => $words['nothing'] )[ $answer['kind'] ] ?? $words['failed'];
	$reason = 'gone' === $answer['kind'] ? (string) ( $answer['data']['reason'] ?? '' ) : '';
	return sprintf( '<p class="tidings__farewell" role="status" lang="%s" dir="auto"><strong>%s</strong></p>', esc_attr( $words['language'] ), esc_html( $text ) )
		. ( '' === $reason ? '' : sprintf( '<p dir="auto">%s</p>', plain( $reason ) ) );
}

function licence_link( string $licence ): string {
	$url = web_url( $licence );
	return '' === $url ? plain( $licence ) : sprintf( '<a href="%s" rel="license">%s</a>', esc_url( $url, array( 'http', 'https' ) ), esc_html( (string) wp_parse_url( $url, PHP_URL_HOST ) ) );
}

/** The text of an article: what WordPress lets an author write, and of that no styles, classes, ids or forms, which could reach into the page around it. */
function safe_html( string $html, bool $with_pictures ): string {
	if ( ! $with_pictures ) {
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
	if ( $with_pictures ) {
		$tags['img'] = array( 'src' => true, 'alt' => true, 'width' => true, 'height' => true );
	}
	$clean = wp_kses( wp_kses_post( $html ), $tags, array( 'http', 'https', 'mailto' ) );
	return str_replace( '<img ', '<img loading="lazy" decoding="async" ', $clean );
}
