import { layoutRules } from './contract/layout-rules.ts';
import type { Options } from './contract/options.ts';
import frameCss from './frame.css';
import archive from './layouts/archive.css';
import cards from './layouts/cards.css';
import compact from './layouts/compact.css';
import grid from './layouts/grid.css';
import list from './layouts/list.css';
import ticker from './layouts/ticker.css';

const LAYOUTS = { list, compact, cards, grid, ticker, archive: list + archive };

/**
 * Gives a shadow root its style sheet, and a function that writes it anew. An adopted sheet needs no permission of a `style-src` (CSP
 * governs what is parsed from markup). Throws where the browser has none (Safari before 16.4), whose visitors keep the link.
 */
export function openStyles(root: ShadowRoot): (options: Options, theme: string) => void {
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [sheet];
  let written: string;
  return (options, theme) => {
    const css = frameCss + layoutRules(options) + theme + LAYOUTS[options.layout];
    if (css !== written) sheet.replaceSync(css);
    written = css;
  };
}
