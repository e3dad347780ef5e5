<?php
/** Dates for visitors. */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

/**
 * A `time` element in the language of the headlines. "3 hours ago" appears in the first week, and only if that is the site's language, since it uses the
 * translations of WordPress. A date is in any language if PHP has `intl`, else in the site's format.
 */
function time_element( int $published, string $date, string $language ): string {
	if ( 'off' === $date || $published <= 0 ) {
		return '';
	}
	$is_own      = strtok( strtolower( $language ), '-' ) === strtok( strtolower( determine_locale() ), '_' );
	$age         = max( 0, time() - $published );
	$is_relative = 'relative' === $date && $age < WEEK_IN_SECONDS && $is_own;
	// phpcs:ignore WordPress.WP.I18n.MissingArgDomain -- a text of WordPress.
	$text = $is_relative ? sprintf( __( '%s ago' ), human_time_diff( 0, full_units( $age ) ) ) : day( $published, $language );
	return sprintf( '<time datetime="%s" dir="auto">%s</time>', esc_attr( gmdate( 'Y-m-d\TH:i:s\Z', $published ) ), esc_html( $text ) );
}

/** The age in full minutes, hours or days, as in the widget: WordPress rounds 90 minutes to two hours. At least 1, because 0 is the present time for WordPress. */
function full_units( int $age ): int {
	foreach ( array( DAY_IN_SECONDS, HOUR_IN_SECONDS, MINUTE_IN_SECONDS ) as $unit ) {
		if ( $age >= $unit ) {
			return $age - $age % $unit;
		}
	}
	return max( 1, $age );
}

/** The date in UTC, as in the newsroom's own pages and widget. */
function day( int $published, string $language ): string {
	if ( class_exists( \IntlDateFormatter::class ) ) {
		$formatter = datefmt_create( $language, \IntlDateFormatter::MEDIUM, \IntlDateFormatter::NONE, 'UTC', \IntlDateFormatter::GREGORIAN );
		$text      = $formatter ? $formatter->format( $published ) : false;
		if ( is_string( $text ) ) {
			return $text;
		}
	}
	return (string) wp_date( get_option( 'date_format', 'Y-m-d' ), $published, new \DateTimeZone( 'UTC' ) );
}
