/** A plugin or service that makes a site faster by changing its scripts. */
export interface Optimiser {
  readonly name: string;
  /** Addresses of the files that it makes of other sites' scripts. */
  readonly copies?: RegExp;
  /** Types and names of attributes by which it runs a script later. */
  readonly delays?: RegExp;
  /** Where it takes addresses that it must leave alone. Absent if the snippet says it by itself. */
  readonly setting?: string;
}

/** The first that matches counts. */
// biome-ignore format: an optimiser on each line
const OPTIMISERS: readonly Optimiser[] = [
  { name: 'Cloudflare’s Rocket Loader', delays: /^[\da-f]+-(?:text\/javascript|module)$|^(?:text\/rocketscript|data-rocketsrc)$/ },
  { name: 'WP Rocket', copies: /\/cache\/min\/\d/, delays: /rocket/, setting: 'WP Rocket, “File Optimization”, in each field “Excluded JavaScript Files”' },
  { name: 'LiteSpeed Cache', copies: /\/litespeed\/(?:js|localres)\//, delays: /litespeed/, setting: '“LiteSpeed Cache”, “Page Optimization”, “Tuning”, in “JS Excludes” and “JS Deferred / Delayed Excludes”' },
  { name: 'Autoptimize', copies: /\/autoptimize\/|\/autoptimize_/, setting: '“Settings”, “Autoptimize”, in “Exclude scripts from Autoptimize”' },
  { name: 'SiteGround’s Speed Optimizer', copies: /\/siteground-optimizer-assets\//, setting: '“Speed Optimizer”, “Frontend”, “JavaScript”, under each “Exclude”' },
  { name: 'W3 Total Cache', copies: /\/cache\/minify\//, setting: '“Performance”, “Minify”, in “Never minify the following JS files”' },
  { name: 'WP Fastest Cache', copies: /\/wpfc-minified\//, setting: '“WP Fastest Cache”, “Exclude”, “Exclude JS”' },
  { name: 'WP-Optimize', copies: /\/wpo-minify\//, setting: '“WP-Optimize”, “Minify”, “JavaScript”, in the field for files to exclude' },
  { name: 'Hummingbird', copies: /\/hummingbird-assets\//, setting: '“Hummingbird”, “Asset Optimization”, where its files are listed' },
  { name: 'Breeze', copies: /\/breeze-minification\//, setting: '“Breeze”, “File Optimization”, in “Exclude JS”' },
  { name: 'Perfmatters', copies: /\/cache\/perfmatters\//, delays: /^pm-?delay|^data-pmdelay/, setting: '“Perfmatters”, “JavaScript”, in “Excluded from Delay”' },
  { name: 'FlyingPress', copies: /\/flying-press\//, delays: /^data-loading-method$/, setting: '“FlyingPress”, “JavaScript”, in the fields for scripts to exclude' },
  { name: 'Flying Scripts', delays: /flying/, setting: '“Settings”, “Flying Scripts”, where you remove what matches our address from the keywords' },
  { name: 'NitroPack', copies: /nitrocdn\.com\//, delays: /nitro/, setting: 'NitroPack’s dashboard, in “Excluded Resources”' },
  { name: 'JCH Optimize', copies: /\/com_jchoptimize\//, setting: 'JCH Optimize, in the list of excluded JavaScript files' },
  { name: 'PageSpeed', copies: /\.pagespeed\./, delays: /pagespeed/, setting: 'the settings of the site’s server, as “PagespeedDisallow”' },
  { name: 'A plugin that makes the site faster', copies: /\/(?:cache|min|minify|merged|combined|bundle|optimi[sz]e[dr]?)[/.]/, delays: /delay|lazy|defer/, setting: 'the plugin’s settings, in what it must not change, combine or delay' },
];

export function findCopier(url: URL): Optimiser | undefined {
  return OPTIMISERS.find(({ copies }) => copies?.test(url.host + url.pathname));
}

/** By a script's type and the names of its attributes. */
export function findDelayer(marks: readonly string[]): Optimiser | undefined {
  return OPTIMISERS.find(({ delays }) => marks.some((mark) => delays?.test(mark.toLowerCase())));
}
