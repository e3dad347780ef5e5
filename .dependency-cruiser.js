/**
 * Who may import whom (docs/decisions/0001-layers.md). A room may import itself, the rooms named here, and packages.
 */
const STORE_INTERFACE = '^src/store/article-store\\.ts$';
/** What a widget is asked and given: pure, so that the server speaks of the very same options and heights. */
const WIDGET_CONTRACT = '^widget/contract/';
const rooms = {
  model: [],
  net: ['^src/model/'],
  catalog: ['^src/model/'],
  render: ['^src/model/', WIDGET_CONTRACT],
  store: ['^src/model/'],
  media: ['^src/model/'],
  ingest: ['^src/model/', '^src/media/', STORE_INTERFACE],
  publish: ['^src/model/', '^src/render/', '^src/catalog/', STORE_INTERFACE, WIDGET_CONTRACT],
  'check-page': ['^src/model/', '^src/net/', WIDGET_CONTRACT],
  pages: ['^src/model/', WIDGET_CONTRACT],
  http: ['^src/(model|catalog|render|ingest|media|publish|check-page|pages)/', STORE_INTERFACE, WIDGET_CONTRACT],
};

export default {
  forbidden: [
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room}-imports-only-what-it-may`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^(src|widget|tests|bench)/', pathNot: [`^src/${room}/`, ...allowed] },
    })),
    {
      name: 'widget-imports-only-itself',
      severity: 'error',
      from: { path: '^widget/' },
      to: { pathNot: '^widget/' },
    },
    {
      name: 'express-lives-in-http',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(http/|app\\.ts$)' },
      to: { path: '^node_modules/(express|cors|helmet)(/|$)' },
    },
    {
      name: 'environment-is-read-in-one-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|config|newsroom)\\.ts$|^src/commands/' },
      to: { path: '^src/config\\.ts$' },
    },
    {
      name: 'the-contract-imports-nothing',
      severity: 'error',
      from: { path: WIDGET_CONTRACT },
      to: { pathNot: WIDGET_CONTRACT },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-tests', severity: 'error', from: { path: '^(src|widget)/' }, to: { path: '^tests/' } },
    {
      name: 'no-dev-packages-in-production-code',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
