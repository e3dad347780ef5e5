import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin, stop } from 'esbuild';
import { type MinifyOptions, minify } from 'terser';
import { OPTIONS } from '../../widget/contract/options.ts';

const WIDGET = join(import.meta.dirname, '../../widget');
/** What every browser understands that has `adoptedStyleSheets`, without which the widget leaves the link alone. */
const TARGET = 'es2022';

/** What the script and the style sheets have in common. */
const MINIFIED = {
  tsconfigRaw: {},
  bundle: true,
  write: false,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'silent',
} satisfies BuildOptions;

/** Terser saves another twentieth. `unsafe` is safe here: no code uses `arguments`, constructs a function or changes a built-in. */
const TERSER = {
  ecma: 2020,
  module: true,
  compress: { passes: 3, unsafe: true, unsafe_arrows: true, booleans_as_integers: true, lhs_constants: false },
} satisfies MinifyOptions;

/**
 * Bundles the widget into one minified script without imports, the same bytes for the same source. It refers to two free names,
 * `tidings` and `archive`, which whoever serves it declares. Rejects with esbuild's messages where the source is broken.
 */
export function buildWidgetCode(): Promise<string> {
  return withEsbuild(() => bundleScript('main.ts'));
}

/** The archive's own script, which the widget loads where it is wanted: a module that stands for itself. */
export interface ArchiveScript {
  /** `/v1/tidings-archive.{hash}.js`: what is under it never changes. */
  readonly path: string;
  readonly code: string;
}

/** Bundles the archive's script, the same bytes for the same source. */
export function buildArchiveScript(): Promise<ArchiveScript> {
  return withEsbuild(bundleArchive);
}

/** The widget's style sheet for a layout, as the script has it too: what is the same for all, and what makes the layout. */
export function buildWidgetCss(layout: string): Promise<string> {
  return withEsbuild(() => bundleLayout(layout));
}

/** What a page with the widget's own markup needs, as text: the script of the frame, and a style sheet for each layout. */
export interface FrameCode {
  readonly script: string;
  readonly css: Readonly<Record<string, string>>;
}

/** Bundles the frame's script, and for each layout the sheets that the widget has too. */
export function buildFrameCode(): Promise<FrameCode> {
  return withEsbuild(async () => {
    const script = await bundle({
      entryPoints: [join(WIDGET, 'frame-page.ts')],
      format: 'iife',
      platform: 'browser',
      target: TARGET,
    });
    const layouts = OPTIONS.layout.values.map(async (layout) => [layout, await bundleLayout(layout)] as const);
    return { script, css: Object.fromEntries(await Promise.all(layouts)) };
  });
}

/** Bundlings under way: the last one stops the service that they share. */
let underWay = 0;

async function withEsbuild<T>(task: () => Promise<T>): Promise<T> {
  underWay += 1;
  try {
    return await task();
  } finally {
    underWay -= 1;
    if (underWay === 0) await stop();
  }
}

async function bundleArchive(): Promise<ArchiveScript> {
  const code = await bundleScript('archive/archive.ts');
  const hash = createHash('sha256').update(code).digest('base64url').slice(0, 8);
  return { path: `/v1/tidings-archive.${hash}.js`, code };
}

async function bundleScript(entry: string, options?: BuildOptions): Promise<string> {
  const code = await bundle({
    ...options,
    entryPoints: [join(WIDGET, entry)],
    format: 'esm',
    platform: 'browser',
    target: TARGET,
    minifyIdentifiers: false,
    plugins: [cssAsText],
  });
  return (await minify(code, TERSER)).code ?? '';
}

/** A style sheet is imported as its text, without white space and comments. */
const cssAsText: Plugin = {
  name: 'css-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await bundleCss(path), loader: 'text' }));
  },
};

/** The archive begins as the list that it pages. */
async function bundleLayout(layout: string): Promise<string> {
  const sheets = [join(WIDGET, 'frame.css'), join(WIDGET, `layouts/${layout === 'archive' ? 'list' : layout}.css`)];
  return (await Promise.all(sheets.map(bundleCss))).join('');
}

function bundleCss(path: string): Promise<string> {
  return bundle({ entryPoints: [path] });
}

async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...MINIFIED, ...options, write: false });
  return outputFiles
    .map((file) => file.text)
    .join('')
    .trim();
}
