import { join } from 'node:path';
import { type BuildOptions, build, type Plugin, stop } from 'esbuild';

const WIDGET = join(import.meta.dirname, '../../widget');
/** What every browser since 2020 understands. */
const TARGET = 'es2020';

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

/**
 * Bundles the widget into one minified script without imports, the same bytes for the same source. It refers to one free name,
 * `TIDINGS`, which whoever serves it declares. Rejects with esbuild's messages where the source is broken.
 */
export async function buildWidgetCode(): Promise<string> {
  try {
    return await bundle({
      entryPoints: [join(WIDGET, 'main.ts')],
      format: 'iife',
      platform: 'browser',
      target: TARGET,
      plugins: [cssAsText],
    });
  } finally {
    await stop();
  }
}

/** The widget's style sheet for a layout, as the script has it too: what is the same for all, and what makes the layout. */
export async function buildWidgetCss(layout: string): Promise<string> {
  try {
    const sheets = [join(WIDGET, 'frame.css'), join(WIDGET, `layouts/${layout}.css`)];
    return (await Promise.all(sheets.map(bundleCss))).join('');
  } finally {
    await stop();
  }
}

/** A style sheet is imported as its text, without white space and comments. */
const cssAsText: Plugin = {
  name: 'css-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await bundleCss(path), loader: 'text' }));
  },
};

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
