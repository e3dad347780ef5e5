/** Feeds, feed scripts, pages: fresh for five minutes, then checked with a conditional request; a dead origin is bridged for a day. */
export const LIVE = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400';

/** The widget's code without headlines: a church's page survives our absence for a month. */
export const EVERGREEN_SCRIPT = 'public, max-age=3600, stale-while-revalidate=604800, stale-if-error=2592000';

/** What an address with a hash or a version in it serves never changes. */
export const IMMUTABLE = 'public, max-age=31536000, immutable';
