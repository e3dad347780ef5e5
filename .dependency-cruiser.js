/**
 * Which folder of `src/` may import which (docs/decisions/0001-layers.md). Each may import itself, the folders listed here, and packages.
 * Files directly in `src/`, `commands/` and `threads/` connect the parts and may import all of them.
 */
const STORE_INTERFACE = '^src/store/article-store\\.ts$';
/** Options, headlines and heights of the widget: pure code that the server shares. */
const WIDGET_CONTRACT = '^widget/contract/';
const layers = {
  model: [],
  net: ['^src/model/'],
  watch: [],
  catalog: ['^src/(model|watch)/'],
  render: ['^src/model/', WIDGET_CONTRACT],
  store: ['^src/model/'],
  media: ['^src/model/'],
  ingest: ['^src/(model|net|media|watch)/', STORE_INTERFACE],
  publish: ['^src/(model|render|catalog)/', STORE_INTERFACE, WIDGET_CONTRACT],
  push: ['^src/(model|net|publish)/', STORE_INTERFACE],
  'check-page': ['^src/(model|net)/', WIDGET_CONTRACT],
  doctor: ['^src/(model|net|media|ingest|store)/', '^src/(load-newsroom-files|watch-storage)\\.ts$'],
  pages: ['^src/model/', WIDGET_CONTRACT],
  http: ['^src/(model|net|media|catalog|render|publish|check-page|pages)/', STORE_INTERFACE, WIDGET_CONTRACT],
};

export default {
  forbidden: [
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `${layer}-imports-only-allowed-folders`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: '^(src|widget|tests|bench)/', pathNot: [`^src/${layer}/`, ...allowed] },
    })),
    {
      name: 'widget-imports-only-itself',
      severity: 'error',
      from: { path: '^widget/' },
      to: { pathNot: '^widget/' },
    },
    {
      name: 'only-http-imports-express',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(http/|app\\.ts$)' },
      to: { path: '^node_modules/(express|cors|helmet)(/|$)' },
    },
    {
      name: 'only-commands-import-config',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|config|newsroom)\\.ts$|^src/commands/' },
      to: { path: '^src/config\\.ts$' },
    },
    {
      name: 'only-the-server-imports-http',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(http/|(app|newsroom)\\.ts$|commands/(serve|start-server)\\.ts$)' },
      to: { path: '^src/http/' },
    },
    {
      name: 'widget-contract-imports-nothing',
      severity: 'error',
      from: { path: WIDGET_CONTRACT },
      to: { pathNot: WIDGET_CONTRACT },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-imports-of-tests', severity: 'error', from: { path: '^(src|widget)/' }, to: { path: '^tests/' } },
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
