import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin, stop, transform } from 'esbuild';

const WIDGET = join(import.meta.dirname, '../../widget');
/** What every browser since 2020 understands. */
const TARGET = 'es2020';

/**
 * Bundles the widget into one minified script without imports, the same bytes for the same source. It refers to one free name,
 * `TIDINGS`, which whoever serves it declares. Rejects with esbuild's messages where the source is broken.
 */
export async function buildWidgetCode(): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [join(WIDGET, 'main.ts')],
      tsconfigRaw: {},
      bundle: true,
      write: false,
      minify: true,
      format: 'iife',
      platform: 'browser',
      target: TARGET,
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'silent',
      plugins: [minifiedCss],
    });
    return outputFiles
      .map((file) => file.text)
      .join('')
      .trim();
  } finally {
    await stop();
  }
}

/** A style sheet is imported as its text, without white space and comments. */
const minifiedCss: Plugin = {
  name: 'minified-css',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};
