/** The modules whose tests are tested, and the suites for each. Suites that start browsers or processes take too long. */
export const MODULES: Readonly<Record<string, readonly string[]>> = {
  ...inFolder('model', {
    visibility: ['store/visibility', 'store/editing'],
    ids: ['model/web-url-and-ids', 'publish/feed-address'],
    'web-url': ['model/web-url-and-ids'],
    'xml-text': ['ingest/clean-html', 'render/any-text'],
  }),
  ...inFolder('net', {
    'public-address': ['net/public-address'],
    'network-policy': ['net/public-address', 'net/http-client'],
  }),
  ...inFolder('http', {
    'accept-encoding': ['http/accept-encoding'],
    'memoize-by-text': ['http/accept-encoding'],
    conditional: ['http/conditional-requests'],
    respond: ['http/conditional-requests', 'http/hot-path', 'http/access-log', 'http/addresses'],
    'response-headers': ['http/response-headers'],
    'error-handler': ['http/error-handler', 'http/routes'],
    host: ['http/addresses', 'http/hot-path'],
    'hot-path': ['http/hot-path', 'http/addresses'],
  }),
  ...inFolder('ingest/clean-html', {
    'allowed-html': ['ingest/clean-html'],
    'clean-html': ['ingest/clean-html'],
    'html-tree': ['ingest/clean-html'],
    'list-paragraphs': ['ingest/summarize'],
    'resolve-url': ['ingest/clean-html'],
    srcset: ['ingest/clean-html'],
    'tidy-embed': ['ingest/clean-html'],
    'tidy-html': ['ingest/clean-html'],
    'tidy-image': ['ingest/clean-html'],
  }),
  ...inFolder('ingest', {
    'field-lengths': ['ingest/markdown/lengths'],
    'finish-article': ['ingest/markdown/lengths', 'ingest/markdown/read-article', 'ingest/markdown/hostile'],
    moment: ['ingest/markdown/dates'],
    summarize: ['ingest/summarize'],
  }),
  ...inFolder('store', {
    'announce-due': ['store/visibility', 'store/editing', 'publish/follow-changes'],
    'archive-rows': ['store/archive'],
    'article-terms': ['store/listing', 'store/saving', 'store/visibility'],
    'build-update': ['store/editing', 'store/saving', 'store/visibility'],
    'change-log': ['store/saving', 'store/visibility', 'publish/follow-changes'],
    'draft-updates': ['store/editing', 'store/saving', 'store/visibility'],
    'editor-updates': ['store/editing', 'store/saving', 'store/visibility'],
    'extend-archive': ['store/archive'],
    'list-notices': ['publish/feed-notices'],
    'list-visible': ['store/listing', 'store/visibility'],
    'save-drafts': ['store/saving', 'store/editing'],
  }),
  ...inFolder('publish', {
    cursor: ['publish/feed-address', 'http/paging'],
    'feed-archiver': ['publish/feed-archiver'],
    'feed-contents': ['publish/feed-contents'],
    'feed-window': ['publish/feed-contents', 'http/searching-feeds', 'http/paging'],
    'follow-changes': ['publish/follow-changes'],
    'representation-cache': ['publish/representation-cache', 'http/conditional-requests'],
  }),
  ...inFolder('render', {
    atom: ['render/golden', 'render/formats', 'render/tombstones', 'render/archive'],
    'deleted-entry': ['render/tombstones'],
    'json-feed': ['render/golden', 'render/formats', 'render/tombstones', 'render/podcast', 'render/archive'],
    rss: ['render/golden', 'render/formats', 'render/tombstones', 'render/podcast', 'render/archive'],
  }),
};

function inFolder(folder: string, suites: Readonly<Record<string, readonly string[]>>): typeof MODULES {
  return Object.fromEntries(
    Object.entries(suites).map(([name, paths]) => [
      `src/${folder}/${name}.ts`,
      paths.map((path) => `tests/${path}.test.ts`),
    ]),
  );
}
