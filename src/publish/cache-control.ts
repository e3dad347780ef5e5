/** Feeds, feed scripts and pages: fresh for five minutes, and usable for a day while the server is down. */
export const LIVE = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400';

/** The widget's code without headlines: usable for a month while the server is down. */
export const EVERGREEN_SCRIPT = 'public, max-age=3600, stale-while-revalidate=604800, stale-if-error=2592000';

/** Addresses with a hash or version, whose content never changes. */
export const IMMUTABLE = 'public, max-age=31536000, immutable';
