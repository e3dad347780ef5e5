<?php
/** Headlines in their layouts: one list whose look the style sheet makes. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/** Text of the newsroom's, for HTML and its attributes. `esc_html` leaves alone what looks like a reference already, but where a headline says `&amp;` it means it. */
function plain( string $text ): string {
	return htmlspecialchars( $text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8' );
}

/** The list of headlines. */
function render_list( array $items, array $options, string $language ): string {
	$rows = '';
	foreach ( $items as $index => $item ) {
		$rows .= render_row( $item, $index, $options, $language );
	}
	// Without the role Safari takes a list without bullets for no list.
	return '<ul class="tidings__list" role="list">' . $rows . '</ul>';
}

/** The headlines in one line that moves, can be stopped without script, and stands still where people ask for less motion. */
function render_ticker( array $items, array $options, string $language, string $id ): string {
	$bare = array_merge( $options, array( 'images' => 'off', 'excerpt' => 0 ) );
	$list = render_list( $items, $bare, $language );
	$length = array_sum( array_map( static fn( $item ) => mb_strlen( $item['title'] ) + 12, $items ) );
	return sprintf(
		'<input class="tidings__pause" type="checkbox" id="%1$s"><label class="tidings__pause-label" for="%1$s">%2$s</label>'
		. '<div class="tidings__line" style="--tidings-seconds:%3$ds"><div class="tidings__track">%4$s<div class="tidings__again" inert aria-hidden="true">%4$s</div></div></div>',
		esc_attr( $id ),
		esc_html( words( $language )['pause'] ),
		max( 12, intdiv( $length, 8 ) ),
		$list
	);
}

function render_row( array $item, int $index, array $options, string $language ): string {
	$own_language = '' === $item['language'] ? '' : sprintf( ' lang="%s"', esc_attr( $item['language'] ) );
	$picture      = 'on' === $options['images'] || ( 'first' === $options['images'] && 0 === $index ) ? render_picture( $item['picture'] ) : '';
	if ( 'compact' === $options['layout'] ) {
		$picture = '';
	}
	$summary = $options['excerpt'] > 0 && '' !== $item['summary']
		? sprintf( '<p class="tidings__summary tidings__summary--%d">%s</p>', $options['excerpt'], plain( $item['summary'] ) )
		: '';
	return sprintf(
		'<li class="tidings__item"%1$s dir="auto">%2$s<div class="tidings__text"><a class="tidings__title" href="%3$s"%4$s>%5$s%6$s</a>%7$s%8$s</div></li>',
		$own_language,
		$picture,
		esc_url( story_url( $item, $options ), array( 'http', 'https' ) ),
		link_attributes( $options ),
		plain( $item['title'] ),
		new_tab_note( $options, $language ),
		$summary,
		render_meta( $item, $options, $language )
	);
}

function render_picture( ?array $picture ): string {
	if ( null === $picture ) {
		return '';
	}
	$size = $picture['width'] > 0 && $picture['height'] > 0 ? sprintf( ' width="%d" height="%d"', $picture['width'], $picture['height'] ) : '';
	return sprintf( '<img class="tidings__picture" loading="lazy" decoding="async" alt=""%s src="%s">', $size, esc_url( $picture['url'], array( 'http', 'https' ) ) );
}

/** When and by whom, as far as it is asked for. */
function render_meta( array $item, array $options, string $language ): string {
	$parts = array_filter(
		array(
			time_element( $item['published'], $options['date'], $language ),
			'on' === $options['byline'] ? plain( $item['byline'] ) : '',
		)
	);
	return array() === $parts ? '' : sprintf( '<p class="tidings__meta" lang="%s">%s</p>', esc_attr( $language ), implode( ' · ', $parts ) );
}

/** Where a link opens; the site's own pages never open another tab. */
function link_attributes( array $options, string $rel = '' ): string {
	$is_new = opens_new_tab( $options );
	$rels   = trim( $rel . ( $is_new ? ' noopener' : '' ) );
	return ( $is_new ? ' target="_blank"' : '' ) . ( '' === $rels ? '' : sprintf( ' rel="%s"', esc_attr( $rels ) ) );
}

function opens_new_tab( array $options ): bool {
	return 'new' === $options['target'] && 'archive' !== $options['layout'];
}

function new_tab_note( array $options, string $language ): string {
	return opens_new_tab( $options ) ? sprintf( '<span class="tidings__note" lang="%s"> (%s)</span>', esc_attr( $language ), esc_html( words( $language )['newTab'] ) ) : '';
}
