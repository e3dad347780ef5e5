import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin, stop } from 'esbuild';
import { type MinifyOptions, minify } from 'terser';
import { OPTIONS } from '../../widget/contract/options.ts';

const WIDGET = join(import.meta.dirname, '../../widget');
/** Every browser with `adoptedStyleSheets` understands it; the others show only the link. */
const TARGET = 'es2022';

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

/** Bundles the widget, the same bytes for the same source. The server declares two names in front of it: `tidings` and `secondScript`. */
export function buildWidgetCode(): Promise<string> {
  return withEsbuild(() => bundleScript('main.ts'));
}

/** The layouts that load later. Its address names the archive, which was once the only one. */
export interface SecondScript {
  /** `/v1/tidings-archive.{hash}.js` */
  readonly path: string;
  readonly code: string;
}

export function buildSecondScript(): Promise<SecondScript> {
  return withEsbuild(async () => {
    const code = await bundleScript('second-script/main.ts');
    const hash = createHash('sha256').update(code).digest('base64url').slice(0, 8);
    return { path: `/v1/tidings-archive.${hash}.js`, code };
  });
}

export interface FrameCode {
  readonly script: string;
  readonly css: Readonly<Record<string, string>>;
}

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

/** The last task stops the process of esbuild that they share. */
let running = 0;

async function withEsbuild<T>(task: () => Promise<T>): Promise<T> {
  running += 1;
  try {
    return await task();
  } finally {
    running -= 1;
    if (running === 0) await stop();
  }
}

async function bundleScript(entry: string): Promise<string> {
  const code = await bundle({
    entryPoints: [join(WIDGET, entry)],
    format: 'esm',
    platform: 'browser',
    target: TARGET,
    minifyIdentifiers: false,
    plugins: [cssAsText],
  });
  return (await minify(code, TERSER)).code ?? '';
}

const cssAsText: Plugin = {
  name: 'css-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await bundleCss(path), loader: 'text' }));
  },
};

/** The archive layout begins as a list. */
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
