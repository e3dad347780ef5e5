<?php
/**
 * Plugin Name:       Tidings headlines
 * Description:       Headlines, a news archive and whole articles from a newsroom that runs Tidings: a block and a shortcode, rendered on the server, without cookies.
 * Version:           1.0.0
 * Requires at least: 6.1
 * Requires PHP:      8.0
 * Author:            Tidings
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       tidings
 * Update URI:        false
 *
 * The MIT licence is compatible with the GPL of WordPress.
 */

namespace Tidings;

defined( 'ABSPATH' ) || exit;

const VERSION = '1.0.0';
const PLUGIN  = __FILE__;

require __DIR__ . '/includes/settings.php';
require __DIR__ . '/includes/options.php';
require __DIR__ . '/includes/translations.php';
require __DIR__ . '/includes/links.php';
require __DIR__ . '/includes/fetch-document.php';
require __DIR__ . '/includes/copies.php';
require __DIR__ . '/includes/load-document.php';
require __DIR__ . '/includes/parse-feed.php';
require __DIR__ . '/includes/feeds.php';
require __DIR__ . '/includes/colours.php';
require __DIR__ . '/includes/dates.php';
require __DIR__ . '/includes/render-headlines.php';
require __DIR__ . '/includes/render-embed.php';
require __DIR__ . '/includes/render-article.php';
require __DIR__ . '/includes/requested-article.php';
require __DIR__ . '/includes/register-embeds.php';

if ( is_admin() ) {
	require __DIR__ . '/includes/settings-page.php';
	require __DIR__ . '/includes/check-connection.php';
}

register_deactivation_hook( __FILE__, static fn() => wp_unschedule_hook( REFRESH ) );
