<?php
/** Renders headlines: one list for all layouts, which differ in the style sheet. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** Escapes plain text for HTML and attributes. Unlike `esc_html` it also escapes what looks like a character reference: a headline with `&amp;` shows `&amp;`. */
function escape_text( string $text ): string {
	return htmlspecialchars( $text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8' );
}

function render_list( array $items, array $options, string $language ): string {
	$rows = '';
	foreach ( $items as $index => $item ) {
		$rows .= render_row( $item, $index, $options, $language );
	}
	// Safari does not announce a list without bullets as a list, unless it has this role.
	return '<ul class="tidings__list" role="list">' . $rows . '</ul>';
}

/** A moving line of headlines. A checkbox stops it without a script, and it does not move with `prefers-reduced-motion`. */
function render_ticker( array $items, array $options, string $language, string $id ): string {
	$bare = array_merge( $options, array( 'images' => 'off', 'excerpt' => 0 ) );
	$list = render_list( $items, $bare, $language );
	$length = array_sum( array_map( static fn( $item ) => mb_strlen( $item['title'] ) + 12, $items ) );
	return sprintf(
		'<input class="tidings__pause" type="checkbox" id="%1$s"><label class="tidings__pause-label" for="%1$s">%2$s</label>'
		. '<div class="tidings__line" style="--tidings-seconds:%3$ds"><div class="tidings__track">%4$s<div class="tidings__again" inert aria-hidden="true">%4$s</div></div></div>',
		esc_attr( $id ),
		esc_html( translations( $language )['pause'] ),
		max( 12, intdiv( $length, 8 ) ),
		$list
	);
}

function render_row( array $item, int $index, array $options, string $language ): string {
	$image      = 'on' === $options['images'] || ( 'first' === $options['images'] && 0 === $index ) ? render_image( $item['picture'] ) : '';
	if ( 'compact' === $options['layout'] ) {
		$image = '';
	}
	$summary = $options['excerpt'] > 0 && '' !== $item['summary']
		? sprintf( '<p class="tidings__summary tidings__summary--%d">%s</p>', $options['excerpt'], escape_text( $item['summary'] ) )
		: '';
	return sprintf(
		'<li class="tidings__item"%1$s>%2$s<div class="tidings__text"><a class="tidings__title" href="%3$s"%4$s>%5$s%6$s</a>%7$s%8$s</div></li>',
		language_attributes( $item['language'] ),
		$image,
		esc_url( article_link( $item, $options ), array( 'http', 'https' ) ),
		link_attributes( $options ),
		escape_text( $item['title'] ),
		new_tab_note( $options, $language ),
		$summary,
		render_meta( $item, $options, $language )
	);
}

function render_image( ?array $image ): string {
	if ( null === $image ) {
		return '';
	}
	$size = $image['width'] > 0 && $image['height'] > 0 ? sprintf( ' width="%d" height="%d"', $image['width'], $image['height'] ) : '';
	return sprintf( '<img class="tidings__picture" loading="lazy" decoding="async" alt=""%s src="%s">', $size, esc_url( $image['url'], array( 'http', 'https' ) ) );
}

/** Date and byline, if the options show them. */
function render_meta( array $item, array $options, string $language ): string {
	$parts = array_filter(
		array(
			time_element( $item['published'], $options['date'], $language ),
			'on' === $options['byline'] ? escape_text( $item['byline'] ) : '',
		)
	);
	return array() === $parts ? '' : sprintf( '<p class="tidings__meta" lang="%s">%s</p>', esc_attr( $language ), implode( ' · ', $parts ) );
}

/** The `target` and `rel` of a link. Links to the site's own pages never open a new tab. */
function link_attributes( array $options, string $rel = '' ): string {
	$is_new = opens_new_tab( $options );
	$rels   = trim( $rel . ( $is_new ? ' noopener' : '' ) );
	return ( $is_new ? ' target="_blank"' : '' ) . ( '' === $rels ? '' : sprintf( ' rel="%s"', esc_attr( $rels ) ) );
}

function opens_new_tab( array $options ): bool {
	return 'new' === $options['target'] && 'archive' !== $options['layout'];
}

function new_tab_note( array $options, string $language ): string {
	return opens_new_tab( $options ) ? sprintf( '<span class="tidings__note" lang="%s"> (%s)</span>', esc_attr( $language ), esc_html( translations( $language )['newTab'] ) ) : '';
}
